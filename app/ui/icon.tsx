import clsx from 'clsx'
import styles from './icon.module.css'

/** Drawn in one hand: 24 px, stroke 1.9, round. */
const drawings = {
  alert: <path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17.2v.01" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  left: <path d="m15 5-7 7 7 7" />,
  right: <path d="m9 5 7 7-7 7" />,
  offline: (
    <path d="m4 4 16 16M2.5 9.5A14 14 0 0 1 8 6.300M21.5 9.500a14 14 0 0 0-9-4M6 13.200a9 9 0 0 1 4-2.200M18 13.200a9 9 0 0 0-2.5-1.700M12 18.500v.01" />
  ),
  pause: <path d="M8.5 5.5v13M15.5 5.5v13" />,
  pin: (
    <>
      <path d="M12 21s-7-6.2-7-11.500a7 7 0 0 1 14 0C19 14.8 12 21 12 21Z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </>
  ),
  play: <path d="M8 5.5v13l10.5-6.500Z" fill="currentColor" />,
  sound: (
    <path d="M4 9.5v5h3.5L12 18.500v-13L7.5 9.500ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11" />
  ),
  muted: <path d="M4 9.5v5h3.5L12 18.500v-13L7.5 9.500ZM15.5 9.500l5 5M20.500 9.500l-5 5" />,
  headphones: (
    <path d="M4 15v-2.500a8 8 0 0 1 16 0V15M4 14.500h3v5.500H5.500A1.500 1.500 0 0 1 4 18.500ZM20 14.500h-3v5.500h1.500a1.500 1.500 0 0 0 1.500-1.500Z" />
  ),
  camera: (
    <>
      <rect x="3" y="6.5" width="12.5" height="11" rx="2" />
      <path d="m15.5 11 5-3v8l-5-3" />
    </>
  ),
  letters: <path d="M2.500 18 7.500 6l5 12M4.200 14h6.600M14.500 18l3.500-8 3.500 8M15.600 15.500h4.800" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.5l3.5 2" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  copy: <path d="M9 8.500h11V20H9ZM15.5 8.500V4H4v11.500h5" />,
  phone: (
    <path d="M7.500 3.500 10 8.500 8 10.500a13 13 0 0 0 5.500 5.500l2-2 5 2.500v2.500A2 2 0 0 1 18.300 21 16 16 0 0 1 3 5.700a2 2 0 0 1 2-2.200Z" />
  ),
  check: <path d="m4.500 12.500 5 5 10-11" />,
  signal: <path d="M5 17v2M10 13v6M15 9v10M20 5v14" />,
  microphone: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  microphoneOff: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3M4 4l16 16" />
    </>
  ),
  flip: (
    <path d="M4 8.500h3l1.5-2.500h7L17 8.500h3V19H4ZM15 13.500a3 3 0 0 1-5.600 1.500M9 12.500a3 3 0 0 1 5.600-1M15 10v2h-2M9 16.500v-2h2" />
  ),
  enlarge: <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />,
  shrink: <path d="M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5" />,
  heart: (
    <path d="M12 20s-8-4.900-8-10.800A4.400 4.400 0 0 1 12 6.600a4.400 4.400 0 0 1 8 2.600C20 15.100 12 20 12 20Z" />
  ),
  share: <path d="M12 15V4M8 7.500 12 3.500l4 4M5 12v7.500h14V12" />,
  chat: <path d="M4 5h16v11.500h-8L8 20v-3.500H4Z" />,
  send: <path d="M4 12 20.500 4.500 15 20l-3.500-6.500Zm7.500 1.500 9-9" />,
  user: (
    <>
      <circle cx="12" cy="8.5" r="4" />
      <path d="M4.500 20a7.500 7.500 0 0 1 15 0" />
    </>
  ),
  link: (
    <path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1" />
  ),
  picture: (
    <>
      <rect x="3.5" y="4.5" width="17" height="15" rx="2" />
      <circle cx="9" cy="10" r="1.7" />
      <path d="m4 17 5-4 3.500 2.500 3.500-4 4.500 4.500" />
    </>
  ),
  basket: (
    <path d="M3 10h18l-1.800 9.200a1.500 1.500 0 0 1-1.500 1.300H6.300a1.500 1.500 0 0 1-1.500-1.300L3 10ZM7.500 10l3-6.500M16.500 10l-3-6.500M9 14v3M12 14v3M15 14v3" />
  ),
  ticket: (
    <path d="M3.500 6.500h17v3.200a2.300 2.300 0 0 0 0 4.600v3.200h-17v-3.200a2.300 2.300 0 0 0 0-4.600ZM14 7v2M14 11v2M14 15v2" />
  ),
  list: <path d="M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500h.010M4.500 12h.010M4.500 17.500h.010" />,
  talking: <path d="M6 10v9M12 13v6M18 6v13" />,
  book: (
    <path d="M12 6.500C10 5 7 4.500 3.500 4.500V18c3.500 0 6.500.500 8.500 2 2-1.500 5-2 8.500-2V4.500c-3.500 0-6.500.500-8.500 2ZM12 6.500V20" />
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
      <path d="M8 10.500V8a4 4 0 0 1 8 0v2.500M12 14.500v2" />
    </>
  ),
  back15: <path d="M5 12a7.500 7.500 0 1 0 2.500-5.600M7.500 3v3.800h3.800" />,
  speed: <path d="M4 16.500a8.500 8.500 0 1 1 16 0M12 15.500l3.500-5" />,
  paper: <path d="M6 3.500h8l4.500 4.500v12.500H6ZM13.500 3.500V8.500h5M9 13h6M9 16.500h6" />,
} as const

export type IconName = keyof typeof drawings

/** Decoration beside a word, or inside a control that has its own name. */
export function Icon({ name, size }: { name: IconName; size?: 'small' | 'large' }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={clsx(styles.icon, size && styles[size])}>
      {drawings[name]}
    </svg>
  )
}
