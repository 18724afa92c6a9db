import { useTranslation } from 'react-i18next'
import styles from './product-pictures.module.css'

/** Her photos one beside the other, pushed by a finger; a list that a reader reads. */
export function ProductPictures({ title, pictures }: { title: string; pictures: string[] }) {
  const { t } = useTranslation('catalog')
  return (
    <ul className={styles.strip} aria-label={t('product.pictures')}>
      {pictures.map((path, place) => (
        <li key={path} className={styles.frame}>
          <img
            src={path}
            alt={t('product.picture', { title, number: place + 1 })}
            loading={place === 0 ? 'eager' : 'lazy'}
          />
          {pictures.length > 1 ? (
            <span aria-hidden="true" className={styles.count}>{`${place + 1} / ${pictures.length}`}</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
