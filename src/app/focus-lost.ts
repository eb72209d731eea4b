/** True where the keyboard is on nothing: what it was on is gone, or was put elsewhere. */
export const isFocusLost = (): boolean =>
  document.activeElement === null || document.activeElement === document.body
