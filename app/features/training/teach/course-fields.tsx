import { useTranslation } from 'react-i18next'
import { CourseFamily } from '#app/generated/prisma/enums.ts'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { covers } from './drawings.ts'
import { SelectField } from './select-field.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

const families = Object.values(CourseFamily)

/** What kind of course it is, and the drawing that stands over it. */
export function KindFields({
  reply,
  family,
  cover,
}: {
  reply: FormReply | undefined
  family: string
  cover: string
}) {
  const { t } = useTranslation('teach')
  const chosen = typedIn(reply, 'cover') ?? cover
  return (
    <>
      <SelectField name="family" label={t('courses.family')} chosen={typedIn(reply, 'family') ?? family}>
        {families.map((one) => (
          <option key={one} value={one}>
            {t(`families.${one}`)}
          </option>
        ))}
      </SelectField>
      <fieldset className={styles.plain}>
        <legend className={styles.label}>{t('courses.cover')}</legend>
        <div className={styles.covers}>
          {covers.map((one) => (
            <label key={one} className={styles.cover}>
              <img src={`/art/${one}.svg`} alt="" width="120" height="72" loading="lazy" />
              <span>
                <input type="radio" name="cover" value={one} defaultChecked={one === chosen} />
                {t(`covers.${one}`)}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
