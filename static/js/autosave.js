// What is typed is kept: in this browser at once, on the server every ten seconds.
const notice = document.getElementById("unsaved")
const form = document.querySelector("#content-main > form")
const TOO_LONG = 413
// As long as the server keeps what was typed.
const RETENTION = 30 * 24 * 3600 * 1000

if (notice && form?.elements._typed) {
  const { key, address } = notice.dataset
  const name = `typed:${key}`
  const signedOut = document.getElementById("signed-out")
  const stateLine = document.getElementById("autosave-state")
  // By the server's clock: this machine's may be wrong.
  const ahead = Date.parse(notice.dataset.now) - Date.now()
  const moment = () => Date.now() + ahead
  let changed = false
  // Whether the server has something of this form, which goes when it is undone here.
  let kept = "shown" in notice.dataset
  let leaving = false
  let leftAt = 0
  // When the server last kept this text.
  let keptAt = kept ? notice.dataset.saved : null
  // Whether this browser has what is typed.
  let isHere = true
  let pause = 0
  let waiting = null

  const editors = () => Object.values(window.CKEDITOR?.instances ?? {})
  const typed = () => {
    editors().forEach((editor) => editor.updateElement())
    const isTyped = ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"
    return [...new FormData(form)].filter(isTyped)
  }
  let seen = JSON.stringify(typed())

  // Until somebody does something, what changes is the editor's and the scripts' own writing, which nobody typed.
  let touched = false
  const touch = () => {
    if (!touched) seen = JSON.stringify(typed())
    touched = true
  }
  for (const event of ["pointerdown", "keydown", "beforeinput", "paste", "drop"]) {
    document.addEventListener(event, touch, { capture: true, once: true })
  }

  const dropOld = () => {
    const names = Object.keys(localStorage).filter((each) => each.startsWith("typed:"))
    const isOld = (each) => JSON.parse(localStorage.getItem(each)).at < moment() - RETENTION
    for (const each of names.filter(isOld)) localStorage.removeItem(each)
  }
  const keepHere = (fields) => {
    const text = JSON.stringify({ at: moment(), after: keptAt, fields })
    const put = () => localStorage.setItem(name, text)
    // The store may be full, or forbidden: then the server's copy is all there is.
    try {
      try {
        put()
      } catch {
        dropOld()
        put()
      }
      isHere = true
    } catch {
      isHere = false
    }
  }

  const look = () => {
    const fields = typed()
    const now = JSON.stringify(fields)
    if (now === seen) return
    seen = now
    if (!touched) return
    changed = true
    keepHere(fields)
  }
  const note = () => {
    // Whoever types on is still here: the save was stopped, or brought no page.
    if (Date.now() - leftAt > 1000) leaving = false
    clearTimeout(pause)
    pause = setTimeout(look, 150)
  }

  // The save has succeeded and its page is on the way: what is sent now would be a conflict with it.
  const isSaved = () => document.cookie.split("; ").includes(`da_luu=${key}`)

  const send = (fields, options) => {
    const body = new URLSearchParams(fields)
    body.set("_typed", form.elements._typed.value)
    if (kept) body.set("_kept", "1")
    body.set("csrfmiddlewaretoken", window.csrfToken())
    return fetch(address, { method: "POST", body, redirect: "manual", ...options })
  }

  const stateOf = ({ ok, status }) => {
    const { lost, long, unkept, zone } = stateLine.dataset
    if (!ok) return !isHere ? unkept : status === TOO_LONG ? long : lost
    const time = { hour: "2-digit", minute: "2-digit", timeZone: zone }
    return kept ? `${stateLine.dataset.kept} ${new Date().toLocaleTimeString("vi-VN", time)}` : ""
  }
  const showState = (answer) => {
    if (!stateLine) return
    const text = stateOf(answer)
    // An unchanged line is left alone: a screen reader would read it out again.
    if (stateLine.textContent !== text) stateLine.textContent = text
  }

  const save = async () => {
    look()
    // One after the other: an older text that is held up would take the place of a newer one.
    if (!changed || leaving || waiting || isSaved()) return
    changed = false
    waiting = new AbortController()
    const limit = setTimeout(() => waiting.abort(), 60_000)
    try {
      const answer = await send(typed(), { signal: waiting.signal })
      const { ok, type, status } = answer
      signedOut.hidden = type !== "opaqueredirect" && status !== 403
      if (ok) {
        keptAt = (await answer.json()).saved_at
        kept = keptAt !== null
        // What was typed meanwhile is later than what the server has now.
        if (changed) keepHere(typed())
        else localStorage.removeItem(name)
      }
      changed ||= !ok
      showState(answer)
    } catch {
      changed = true
      if (!leaving) showState(Response.error())
    } finally {
      clearTimeout(limit)
      waiting = null
    }
  }
  setInterval(save, 10_000)

  form.addEventListener("input", () => {
    // What a browser or an extension fills in comes without a key.
    touched = true
    note()
  })
  editors().forEach((editor) => editor.on("change", note))
  window.CKEDITOR?.on("instanceReady", ({ editor }) => {
    editor.on("change", note)
  })

  const leave = () => {
    leaving = true
    leftAt = Date.now()
    waiting?.abort()
  }
  form.addEventListener("submit", ({ submitter }) => {
    look()
    // Into a frame: the form stays open.
    if (!submitter?.formTarget) leave()
  })
  // What is discarded here is not sent once more on the way out; a text of another opening leaves this one alone.
  notice.querySelector("form").addEventListener("submit", ({ target }) => {
    if (target.elements._opening.value === form.elements._opening.value) leave()
  })
  addEventListener("pageshow", () => (leaving = false))
  addEventListener("pagehide", () => {
    if (leaving || isSaved()) return
    look()
    if (!changed && !waiting) return
    waiting?.abort()
    send(typed(), { keepalive: true })
  })
}
