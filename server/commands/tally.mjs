/** Counts what the test runners themselves reported. A runner that failed without naming a test counts as one. */
import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** A check that only passes or fails counts as one. @param {boolean} passed @returns {Tally} */
export function tallyCheck(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

/** @param {string} file @param {boolean} passed @returns {Tally} */
export function tallyVitest(file, passed) {
  const report = readReport(file)
  if (report === null) return tallyCheck(false)
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ result) =>
      result.status === 'failed' &&
      !result.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  )
  return withRunner(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    passed,
  )
}

/** @param {string} file @param {boolean} passed @returns {Tally} */
export function tallyPlaywright(file, passed) {
  const report = readReport(file)
  if (report === null) return tallyCheck(false)
  const { expected, unexpected, flaky, skipped } = report.stats
  return withRunner({ passed: expected + flaky, failed: unexpected, skipped }, passed)
}

/** Tests that failed, each with the first line of its reason. @param {string} file @returns {string[]} */
export function failuresOf(file) {
  const report = readReport(file)
  const failed = report?.testResults ? vitestFailures(report) : playwrightFailures(report ?? {})
  return failed.map(({ name, reason }) => `${name}: ${String(reason ?? '').split('\n')[0]}`)
}

/** @typedef {{ name: string, reason?: string }} Failure */

/** @param {any} report @returns {Failure[]} */
function vitestFailures({ testResults }) {
  return testResults
    .filter((/** @type {any} */ { status }) => status === 'failed')
    .flatMap((/** @type {any} */ { name, message, assertionResults }) => {
      const tests = assertionResults.filter((/** @type {any} */ { status }) => status === 'failed')
      if (tests.length === 0) return [{ name, reason: message }]
      return tests.map((/** @type {any} */ test) => ({
        name: `${name} › ${test.title}`,
        reason: test.failureMessages[0],
      }))
    })
}

/** @param {any} suite @returns {Failure[]} */
function playwrightFailures({ specs = [], suites = [] }) {
  const own = specs
    .filter((/** @type {any} */ { ok }) => !ok)
    .map((/** @type {any} */ { file, title, tests }) => {
      const errors = tests
        .flatMap((/** @type {any} */ { results }) => results)
        .map((/** @type {any} */ { error }) => error)
      return { name: `${file} › ${title}`, reason: errors.find(Boolean)?.message }
    })
  return [...own, ...suites.flatMap(playwrightFailures)]
}

/** What the journeys measured on their way and assert nothing of: `first picture: 900 ms`. @param {string} file @returns {string[]} */
export function measuredBy(file) {
  /** @param {any} suite @returns {any[]} */
  const testsOf = (suite) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) => spec.tests),
    ...(suite.suites ?? []).flatMap(testsOf),
  ]
  return testsOf(readReport(file) ?? {})
    .flatMap(({ annotations }) => annotations)
    .map(({ type, description }) => `${type}: ${description}`)
}

/** A runner's own exit code has the last word; a run without a single test is no success. @param {Tally} tally @param {boolean} passed */
function withRunner(tally, passed) {
  const silent = tally.failed === 0 && (!passed || tally.passed === 0)
  return silent ? { ...tally, failed: 1 } : tally
}

/** @param {string} file @returns {any} */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
