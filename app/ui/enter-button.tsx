/**
 * What Enter presses in a form: its first submit button, whichever that is. Stands at the form's beginning where buttons that
 * say something of their own, such as the answer to a question, come before the main one.
 */
export function EnterButton() {
  return <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
}
