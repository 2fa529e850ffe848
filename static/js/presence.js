// Who else has this form open is asked again every twenty seconds; closing it is told at once.
const place = document.getElementById("presence")

const send = (fields, options = {}) => {
  return fetch(place.dataset.address, {
    method: "POST",
    redirect: "manual",
    headers: { "X-CSRFToken": window.csrfToken() },
    body: new URLSearchParams(fields),
    ...options,
  })
}

const ask = async () => {
  const answer = await send({})
  if (!answer.ok) return
  const { others, seen } = await answer.json()
  place.dataset.seen = seen
  const shown = [...place.children].map((line) => line.textContent)
  // An unchanged list is left alone: a screen reader would read it out again.
  if (others.join("\n") === shown.join("\n")) return
  place.replaceChildren(
    ...others.map((text) => {
      const line = document.createElement("p")
      line.className = "newsroom-note"
      line.textContent = text
      return line
    }),
  )
}

if (place) {
  const askInSight = () => {
    if (!document.hidden) ask().catch(() => {})
  }
  setInterval(askInSight, 20_000)
  document.addEventListener("visibilitychange", askInSight)
  // Whoever opens the form again meanwhile is heard of later than this, and stays.
  addEventListener("pagehide", () => {
    send({ left: place.dataset.seen }, { keepalive: true }).catch(() => {})
  })
}
