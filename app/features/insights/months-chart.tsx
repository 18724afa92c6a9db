import { Link } from '@remix-run/react'
import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { useTranslation } from 'react-i18next'
import type { Step } from './counts.server.ts'
import { FigureLink } from './figure-link.tsx'
import { rowsAddress, type FiguresAsked } from './figures.ts'
import './figures-texts.ts'
import { sayMonth, sayMonthAlone, sayNumber } from './words.ts'
import styles from './figures.module.css'

const box = { width: 840, height: 230, top: 26, bottom: 46 }
const floor = box.height - box.bottom
const turns = ['joined', 'left'] as const

/** Who joined and who left, step by step: columns on a desktop, rows on a phone and in large type. Each leads to its rows. */
export function MonthsChart({ steps, asked }: { steps: Step[]; asked: FiguresAsked }) {
  return (
    <>
      <Columns steps={steps} asked={asked} />
      <Rows steps={steps} asked={asked} />
    </>
  )
}

function useStepWords() {
  const { t } = useTranslation('figures')
  const whole = ({ from, to }: Step) =>
    from === to ? sayMonth(from, t) : t('year', { year: from.slice(0, 4) })
  const short = ({ from, to }: Step) => (from === to ? sayMonthAlone(from, t).slice(0, 3) : from.slice(0, 4))
  return { t, whole, short }
}

function Columns({ steps, asked }: { steps: Step[]; asked: FiguresAsked }) {
  const { t, whole, short } = useStepWords()
  const most = Math.max(1, ...steps.flatMap(({ joined, left }) => [joined, left]))
  const across = scaleBand({ domain: steps.map(({ from }) => from), range: [0, box.width], padding: 0.24 })
  const within = scaleBand({ domain: [...turns], range: [0, across.bandwidth()], padding: 0.06 })
  const up = scaleLinear({ domain: [0, most], range: [floor, box.top] })
  return (
    <svg viewBox={`0 0 ${box.width} ${box.height}`} className={styles.columns}>
      {steps.map((step, place) => (
        <Group key={step.from} left={across(step.from)}>
          {turns.map((turn) => {
            const [x, y, width] = [within(turn) ?? 0, up(step[turn]), within.bandwidth()]
            const name = `${whole(step)} ${t(`figure.${turn}`)} ${sayNumber(step[turn])}`
            return (
              <Link
                key={turn}
                to={rowsAddress({ ...asked, ...{ period: step, figure: turn, own: false, slice: null } })}
                aria-label={name}
                className={styles.column}
              >
                <Bar x={x} y={0} width={width} height={floor} className={styles.reach} />
                <Bar
                  {...{ x, y, width, rx: 3, height: floor - y }}
                  className={turn === 'joined' ? styles.joined : styles.left}
                />
                <text x={x + width / 2} y={y - 7} className={styles.value}>
                  {step[turn] === 0 ? '' : sayNumber(step[turn])}
                </text>
              </Link>
            )
          })}
          <text x={across.bandwidth() / 2} y={floor + 19} className={styles.tick}>
            {short(step)}
          </text>
          {step.from === step.to && (place === 0 || step.from.endsWith('-01')) ? (
            <text x={across.bandwidth() / 2} y={floor + 38} className={styles.tick}>
              {step.from.slice(0, 4)}
            </text>
          ) : null}
        </Group>
      ))}
      <line x1={0} x2={box.width} y1={floor} y2={floor} className={styles.axis} />
    </svg>
  )
}

function Rows({ steps, asked }: { steps: Step[]; asked: FiguresAsked }) {
  const { t, whole } = useStepWords()
  const most = Math.max(1, ...steps.map(({ joined }) => joined))
  return (
    <div className={styles.rows}>
      <p aria-hidden="true" className={styles.rowHead}>
        <span>{t('figure.joined')}</span>
        <span>{t('figure.left')}</span>
      </p>
      <ul className={styles.plain}>
        {steps.toReversed().map((step) => (
          <li key={step.from} className={styles.row}>
            <span>{whole(step)}</span>
            <Track share={step.joined / most} />
            {turns.map((turn) => (
              <FigureLink
                key={turn}
                asked={{ ...asked, period: step }}
                figure={turn}
                count={{ count: step[turn], fen: 0 }}
                of={whole(step)}
              />
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How much of the whole: 0 to 1. */
export function Track({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" className={styles.track}>
      <rect width="100" height="10" className={styles.well} />
      <rect width={Math.min(1, share) * 100} height="10" className={styles.joined} />
    </svg>
  )
}
