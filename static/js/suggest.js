// Asks for suggestions while somebody types; what is no longer asked for is not waited for.
const WAIT = 120

export const suggest = (field, show) => {
  let timer, asked
  const end = () => {
    clearTimeout(timer)
    asked?.abort()
    show([])
  }
  const ask = async () => {
    const q = field.value.trim()
    if (q.length < 2) return end()
    asked?.abort()
    asked = new AbortController()
    const { address } = field.form.dataset
    const answer = await fetch(`${address}?q=${encodeURIComponent(q)}`, { signal: asked.signal })
    const { rows } = answer.ok ? await answer.json() : { rows: [] }
    if (document.activeElement === field) show(rows)
  }
  const soon = () => {
    clearTimeout(timer)
    // Whether it was aborted or the line is gone: the field works without.
    timer = setTimeout(() => ask().catch(() => {}), WAIT)
  }
  field.addEventListener("blur", end)
  field.addEventListener("input", soon)
  // On a slow line somebody has typed before this came.
  if (field.value !== field.defaultValue) soon()
}
