// Who else has this form open is asked again every twenty seconds.
const place = document.getElementById("presence")

const ask = async () => {
  const token = document.querySelector("#content-main > form [name=csrfmiddlewaretoken]")
  const cookie = document.cookie.split("; ").find((part) => /^(__Host-)?csrftoken=/.test(part))
  const answer = await fetch(place.dataset.address, {
    method: "POST",
    redirect: "manual",
    headers: { "X-CSRFToken": cookie ? cookie.slice(cookie.indexOf("=") + 1) : token.value },
  })
  if (!answer.ok) return
  const { others } = await answer.json()
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
  setInterval(() => {
    if (!document.hidden) ask().catch(() => {})
  }, 20_000)
}
