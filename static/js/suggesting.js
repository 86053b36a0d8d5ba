// @ts-check
// Loads suggestions when a field that has some is first used: few who read a list type in its form.

/** Of an origin field, also one in a later result. */
export function suggestInForms() {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.script) return;
    const script = target.dataset.script;
    delete target.dataset.script;
    // Without the script the form is sent as typed.
    import(script).then(({ suggestIn }) => suggestIn(target), () => undefined);
  });
}
