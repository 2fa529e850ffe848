// Text that this browser still keeps is offered again, until the server has it.
const cookie = document.cookie.match("(?:^|; )da_luu=([^;]*)")
if (cookie) {
  localStorage.removeItem(`typed:${cookie[1]}`)
  document.cookie = "da_luu=; path=/admin/; max-age=0; samesite=strict"
}

const notice = document.getElementById("unsaved")
// Each opening of a form has a text of its own; the last one is offered first.
const isOfThisForm = (name) => `${name}-`.startsWith(`typed:${notice.dataset.form}-`)
const [local] = notice ? Object.keys(localStorage)
  .filter(isOfThisForm)
  .map((name) => ({ ...JSON.parse(localStorage.getItem(name)), name }))
  .sort((one, other) => other.at - one.at) : []
const marksForm = notice?.querySelector("form")

const bringBack = async (event) => {
  event.preventDefault()
  // Of two fields with one name the last counts: the marks of now, and the opening that the text is of.
  const marks = new FormData(marksForm)
  const body = new URLSearchParams([...local.fields, ...marks])
  const sent = fetch(notice.dataset.address, { method: "POST", body, redirect: "manual" })
  const answer = await sent.catch(() => Response.error())
  if (!answer.ok) return tellWhy(answer)
  const { saved_at: keptAt } = await answer.json()
  if (keptAt !== null) return location.assign(event.target.href)
  // The page says it already.
  localStorage.removeItem(local.name)
  notice.hidden = true
}

// The text stays in this browser, and the notice with it.
const tellWhy = ({ status, type }) => {
  const isSignedOut = type === "opaqueredirect" || status === 403
  const state = document.getElementById("autosave-state")
  if (isSignedOut) document.getElementById("signed-out").hidden = false
  else if (state) state.textContent = status === 413 ? state.dataset.long : state.dataset.lost
}

// What was typed after the server kept the same text is newer, whatever this machine's clock says.
const saved = notice && Date.parse(notice.dataset.saved)
const isNewer = local && (Date.parse(local.after) === saved || local.at > (saved || 0))
// A form that shows the text already has nothing to offer.
if (isNewer && !("shown" in notice.dataset)) {
  notice.hidden = false
  notice.querySelector("time").textContent = new Date(local.at).toLocaleString("vi-VN")
  const opening = new Map(local.fields).get("_opening") ?? ""
  marksForm.elements._opening.value = opening
  // Where nobody may write now, the notice says what to do and has no link.
  const link = notice.querySelector("a")
  if (link) link.search = `?khoi-phuc=${opening || 1}`
  link?.addEventListener("click", bringBack)
}
