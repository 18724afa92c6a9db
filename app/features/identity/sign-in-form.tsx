import { Form, PrefetchPageLinks, useFetcher, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState, type ComponentType, type FormHTMLAttributes } from 'react'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import type { DemoPerson } from './demo-people.ts'
import { CodeStep, PhoneStep } from './sign-in-steps.tsx'
import type { SentCode } from './sign-in.ts'

/** What /sign-in answers: something to mend, a code on its way, or that she is signed in. */
export type SignInReply = FormReply | { sent: SentCode } | { signedIn: true } | undefined

type FormElement = ComponentType<FormHTMLAttributes<HTMLFormElement> & { method?: 'post' }>

interface StepsProps {
  reply: SignInReply
  /** The step whose form is on its way; null while none is. */
  sending: string | null
  back: string
  stay?: boolean
  demoPeople: readonly DemoPerson[]
  FormElement: FormElement
  onAnotherPhone?: () => void
}

/** Signing in over a page that stays as it is, with its picture, its sound and what she typed. */
export function SignInForm({
  back,
  onSignedIn,
  demoPeople = [],
}: {
  back: string
  onSignedIn: () => void
  demoPeople?: readonly DemoPerson[]
}) {
  const fetcher = useFetcher<Exclude<SignInReply, undefined>>()
  const [forgotten, setForgotten] = useState<unknown>(null)
  const told = useRef(onSignedIn)
  told.current = onSignedIn
  const reply = fetcher.data === forgotten ? undefined : fetcher.data
  const isIn = reply !== undefined && 'signedIn' in reply
  useEffect(() => {
    if (isIn) told.current()
  }, [isIn])
  return (
    <>
      {/* Its script is here before she presses: a network lost in between costs her a sentence, not the page. */}
      <PrefetchPageLinks page="/sign-in" />
      <Steps
        reply={reply}
        sending={stepOf(fetcher.formData)}
        back={back}
        stay
        demoPeople={demoPeople}
        FormElement={fetcher.Form as FormElement}
        onAnotherPhone={() => setForgotten(fetcher.data)}
      />
    </>
  )
}

/** The same two steps as a page of their own, also without scripts. */
export function SignInSteps({
  reply,
  back,
  demoPeople,
}: {
  reply: SignInReply
  back: string
  demoPeople: readonly DemoPerson[]
}) {
  const sending = stepOf(useNavigation().formData)
  return (
    <Steps
      reply={reply}
      sending={sending}
      back={back}
      demoPeople={demoPeople}
      FormElement={Form as FormElement}
    />
  )
}

function Steps({ reply, sending, back, stay, demoPeople, FormElement, onAnotherPhone }: StepsProps) {
  const [last, setLast] = useState<SentCode | null>(null)
  const sent = reply !== undefined && 'sent' in reply ? reply.sent : null
  // A refused code answers without it: when she may ask again, and the demo's code, are those of the last one sent.
  if (sent !== null && sent !== last) setLast(sent)
  const refused = reply === undefined || 'sent' in reply || 'signedIn' in reply ? undefined : reply
  const shared = { sending, back, stay, FormElement, refused }
  const atCode = sent ?? refusedCode(refused, last)
  if (atCode === null) return <PhoneStep {...shared} demoPeople={demoPeople} />
  return <CodeStep {...shared} sent={atCode} onAnotherPhone={onAnotherPhone} />
}

function stepOf(form: FormData | undefined): string | null {
  const step = form?.get('step')
  return typeof step === 'string' ? step : null
}

/** She stays at the second step as long as what she types there is refused. */
function refusedCode(refused: FormReply | undefined, last: SentCode | null): SentCode | null {
  const phone = typedIn(refused, 'phone')
  if (typedIn(refused, 'step') !== 'code' || phone === undefined) return null
  return last?.phone === phone ? last : { phone, demoCode: null, resendAfter: 0 }
}
