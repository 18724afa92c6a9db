import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import type { Device } from './devices.ts'
import './account-texts.ts'
import styles from './devices-page.module.css'

/** Where she is signed in, and the way to end it elsewhere. */
export function DevicesPage({
  devices,
  now,
  came,
}: {
  devices: Device[]
  now: number
  /** What became of what she pressed. */
  came: 'ended' | 'absent' | undefined
}) {
  const { t } = useTranslation('account')
  const others = devices.filter(({ current }) => !current)
  return (
    <PlainPage title={t('devices.title')} back={{ to: '/me', words: t('account.title') }}>
      {came === 'ended' ? <Note>{t('devices.ended')}</Note> : null}
      {came === 'absent' ? <Note look="wrong">{t('devices.absent')}</Note> : null}
      <ul className={styles.list}>
        {devices.map((device) => (
          <li key={device.id}>
            <DeviceRow device={device} now={now} />
          </li>
        ))}
      </ul>
      <p className="muted">{t(others.length > 0 ? 'devices.hint' : 'devices.onlyThis')}</p>
      {others.length > 1 ? (
        <Form method="post">
          <Button type="submit" look="sea" name="end" value="others">
            {t('devices.endOthers')}
          </Button>
        </Form>
      ) : null}
    </PlainPage>
  )
}

function DeviceRow({ device, now }: { device: Device; now: number }) {
  const { t } = useTranslation('account')
  const { language } = usePreferences()
  const words = device.words || t('devices.unknown')
  const since = t('devices.since', { time: formatDayAndTime(device.since, language, now) })
  const lastSeen = t('devices.lastSeen', { time: formatDayAndTime(device.lastSeenAt, language, now) })
  return (
    <div className={styles.device}>
      <div className={styles.words}>
        <b>{words}</b>
        <p className={styles.when}>
          <span>{since}</span>
          {device.current ? null : <span>{lastSeen}</span>}
        </p>
      </div>
      {device.current ? (
        <Tag>{t('devices.here')}</Tag>
      ) : (
        <Form method="post">
          <input type="hidden" name="device" value={device.id} />
          <Button
            type="submit"
            look="line"
            name="end"
            value="one"
            aria-label={t('devices.endNamed', { device: words })}
          >
            {t('devices.end')}
          </Button>
        </Form>
      )}
    </div>
  )
}
