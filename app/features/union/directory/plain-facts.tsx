import { useTranslation } from 'react-i18next'
import { monthNumbers } from './directory.ts'
import './directory-texts.ts'
import { Fact } from './facts.tsx'
import type { MemberView } from './member.ts'
import '../union-texts.ts'

/** What is not sealed of a member. */
export function PlainFacts({
  said,
}: {
  said: Pick<MemberView, 'sex' | 'birthMonth' | 'trade' | 'employment'>
}) {
  const { t } = useTranslation(['directory', 'union'])
  const { sex, birthMonth, trade, employment } = said
  const unknown = t('member.unknown')
  return (
    <>
      <Fact name={t('member.sex')}>{sex === null ? unknown : t(`union:sex.${sex}`)}</Fact>
      <Fact name={t('member.birthMonth')}>
        {birthMonth === null ? unknown : t('month', monthNumbers(birthMonth))}
      </Fact>
      <Fact name={t('member.trade')}>{trade === null ? unknown : t(`union:trade.${trade}`)}</Fact>
      <Fact name={t('member.employment')}>{t(`union:employment.${employment}`)}</Fact>
    </>
  )
}
