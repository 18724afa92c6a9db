import { dataKeyFor, keyedHash, openText, sealText } from './seal.server.ts'

/*
 * A personal datum is kept in up to three columns, each marked `/// @personal` in the schema:
 *   phoneCipher String   sealPersonal(phone)      to be opened again
 *   phoneHash   String   lookupHash(phone)        to be found again (unique where the datum is)
 *   phoneLast4  String   lastDigits(phone)        to be recognised by its owner
 */

/** Text for a `…Cipher` column. */
export function sealPersonal(value: string): string {
  return sealText(dataKeyFor('personal-column'), value)
}

/** The value of a `…Cipher` column. Throws where DATA_KEY is another or the column was changed. */
export function openPersonal(sealed: string): string {
  return openText(dataKeyFor('personal-column'), sealed)
}

/** Keyed hash for a `…Hash` column: 64 hex characters; equal values hash alike. Normalise the value first. */
export function lookupHash(value: string): string {
  return keyedHash(dataKeyFor('personal-lookup'), value)
}

/** The three columns of a datum: `sealedColumns('phone', …)` for phoneCipher, phoneHash and phoneLast4; null empties them. */
export function sealedColumns<Field extends string>(field: Field, value: string | null) {
  const columns = {
    [`${field}Cipher`]: value && sealPersonal(value),
    [`${field}Hash`]: value && lookupHash(value),
    [`${field}Last4`]: value && lastDigits(value),
  }
  return columns as Record<`${Field}Cipher` | `${Field}Hash` | `${Field}Last4`, string | null>
}

/** The last characters (4 unless told) for a `…Last4` column. */
export function lastDigits(value: string, count = 4): string {
  return value.slice(-count)
}
