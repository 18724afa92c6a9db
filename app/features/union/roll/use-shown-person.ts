import { useTranslation } from 'react-i18next'
import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import type { ChangeableField } from './judge.ts'
import type { ShownPerson } from './roll-view.ts'
import './roll-texts.ts'

/** How somebody in a roll is said in one line: by what is known of her. */
export function useShownPerson() {
  const { t } = useTranslation('roll')
  const ending = (digits: string) => t('preview.ending', { digits })
  return {
    /** All but her name. */
    facts({ sex, birthMonth, phoneEnding, identityEnding, organisation }: ShownPerson): string {
      return [
        sex && t(`sex.${sex}`),
        birthMonth,
        phoneEnding && `${t('field.phone')} ${ending(phoneEnding)}`,
        identityEnding && `${t('field.identityNumber')} ${ending(identityEnding)}`,
        organisation,
      ]
        .filter(Boolean)
        .join(' · ')
    },
    fields(fields: readonly ChangeableField[]): string {
      return fields.map((field) => t(`field.${field}`)).join(t('preview.comma'))
    },
    value(field: ChangeableField, value: string | null): string {
      if (value === null) return t('preview.blank')
      if (field === 'sex') return t(`sex.${value as Sex}`)
      if (field === 'trade') return t(`trade.${value as Trade}`)
      if (field === 'employment') return t(`employment.${value as Employment}`)
      return field === 'phone' || field === 'identityNumber' ? ending(value) : value
    },
  }
}
