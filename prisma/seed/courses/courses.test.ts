import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seedCourses } from './index.ts'
import type { SeedBlock, SeedLesson, SeedQuestion, Words } from './types.ts'

const modules = seedCourses.flatMap((course) => course.modules)
const lessons = modules.flatMap((module) => module.lessons)
const questions = lessons.flatMap((lesson) => lesson.quiz)

const art = (name: string) => new URL(`../../../public/art/${name}.svg`, import.meta.url)
const hanIn = (text: string) => text.match(/\p{Script=Han}/gu)?.length ?? 0

function textsOf(block: SeedBlock): string[] {
  switch (block.kind) {
    case 'heading':
    case 'say':
    case 'example':
      return [block.text]
    case 'points':
    case 'steps':
      return block.items
    case 'picture':
    case 'source':
      return []
  }
}

const bodyOf = (lesson: SeedLesson) => lesson.body.flatMap(textsOf)

function expectBothLanguages(words: Words) {
  expect(hanIn(words.zh), words.zh).toBeGreaterThan(0)
  expect(words.en, words.zh).toMatch(/[a-z]/)
  expect(hanIn(words.en), words.en).toBe(0)
}

function expectPlaces(places: number[], choices: string[], ask: string) {
  expect(new Set(places).size, ask).toBe(places.length)
  for (const place of places) expect(choices[place], ask).toBeDefined()
}

function expectAnswerable(question: SeedQuestion) {
  const { ask } = question
  switch (question.kind) {
    case 'single':
      expect(question.choices.length, ask).toBeGreaterThanOrEqual(3)
      return expectPlaces([question.right], question.choices, ask)
    case 'multiple':
      expect(question.right.length, ask).toBeGreaterThanOrEqual(2)
      expect(question.right.length, ask).toBeLessThan(question.choices.length)
      return expectPlaces(question.right, question.choices, ask)
    case 'order':
      expect(question.items.length, ask).toBeGreaterThanOrEqual(3)
      return expect(new Set(question.items).size, ask).toBe(question.items.length)
    case 'number':
      expect(question.unit, ask).not.toBe('')
      expect(Number.isFinite(question.right), ask).toBe(true)
      return expect(question.within, ask).toBeGreaterThanOrEqual(0)
  }
}

describe('the courses', () => {
  test('all four families are there, and only live selling opens the door', () => {
    expect(seedCourses.map(({ family }) => family)).toEqual(['live', 'short_video', 'tourism', 'catering'])
    expect(seedCourses.filter(({ opensDoor }) => opensDoor).map(({ family }) => family)).toEqual(['live'])
  })

  test('every key and slug is used once', () => {
    const keys = [...seedCourses.map(({ slug }) => slug), ...[...modules, ...lessons].map(({ key }) => key)]
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of keys) expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  test('courses, modules and lessons are named in both languages', () => {
    for (const { title } of modules) expectBothLanguages(title)
    for (const { title, summary } of [...seedCourses, ...lessons]) {
      expectBothLanguages(title)
      expectBothLanguages(summary)
    }
  })

  test('there are covers and drawings wherever one is named', () => {
    const pictures = lessons.flatMap(({ body }) => body.filter((block) => block.kind === 'picture'))
    for (const { cover } of seedCourses) expect(existsSync(art(cover)), cover).toBe(true)
    for (const picture of pictures) expect(existsSync(art(picture.art)), picture.art).toBe(true)
  })
})

describe('the lessons', () => {
  test('live selling has at least five of them, every other family at least two', () => {
    for (const { family, modules } of seedCourses) {
      const least = family === 'live' ? 5 : 2
      expect(modules.flatMap(({ lessons }) => lessons).length, family).toBeGreaterThanOrEqual(least)
    }
  })

  test('each is long enough to teach, and short enough for a phone', () => {
    for (const lesson of lessons) {
      expect(hanIn(bodyOf(lesson).join('')), lesson.key).toBeGreaterThanOrEqual(600)
      expect(hanIn(bodyOf(lesson).join('')), lesson.key).toBeLessThanOrEqual(1200)
      expect(lesson.minutes, lesson.key).toBeGreaterThanOrEqual(6)
      expect(lesson.minutes, lesson.key).toBeLessThanOrEqual(12)
    }
  })

  test('none shouts, links away or leaves a bold mark open', () => {
    for (const text of lessons.flatMap(bodyOf)) {
      expect(text).not.toMatch(/[!！]|https?:|\p{Extended_Pictographic}/u)
      expect(text.split('**').length % 2, text).toBe(1)
    }
  })

  test('a source stands under the claim that it supports', () => {
    for (const { key, body } of lessons) {
      for (const [place, block] of body.entries()) {
        const above = body[place - 1]?.kind
        if (block.kind === 'source') expect(['say', 'points', 'steps', 'source'], key).toContain(above)
      }
    }
  })
})

describe('the questions', () => {
  test('every lesson asks three or four, of at least two kinds, and explains each', () => {
    for (const { key, quiz } of lessons) {
      expect(quiz.length, key).toBeGreaterThanOrEqual(3)
      expect(quiz.length, key).toBeLessThanOrEqual(4)
      expect(new Set(quiz.map(({ kind }) => kind)).size, key).toBeGreaterThanOrEqual(2)
      for (const { why } of quiz) expect(hanIn(why), key).toBeGreaterThan(5)
    }
  })

  test('a right answer is one of the choices', () => {
    for (const question of questions) expectAnswerable(question)
  })

  test('each kind is asked several times', () => {
    for (const kind of ['single', 'multiple', 'order', 'number'] as const) {
      expect(questions.filter((question) => question.kind === kind).length, kind).toBeGreaterThanOrEqual(4)
    }
  })
})
