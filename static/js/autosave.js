// What is typed is kept: in this browser at once, on the server every ten seconds.
const notice = document.getElementById("unsaved")
const form = document.querySelector("#content-main > form")

const cookie = (name) =>
  document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1)

// The server has saved this form: the browser's copy can go.
const saved = cookie("da_luu")
if (saved) {
  localStorage.removeItem(`typed:${saved}`)
  document.cookie = "da_luu=; path=/admin/; max-age=0; samesite=strict"
}

if (notice && form?.elements._typed) {
  const { key, address } = notice.dataset
  const name = `typed:${key}`
  let changed = false
  let leaving = false
  let pause = 0
  let waiting = new AbortController()

  const typed = () => {
    Object.values(window.CKEDITOR?.instances ?? {}).forEach((editor) => editor.updateElement())
    return [...new FormData(form)].filter(([, value]) => typeof value === "string")
  }

  const send = (fields, options) => {
    const body = new URLSearchParams(fields)
    body.set("_typed", form.elements._typed.value)
    body.set("csrfmiddlewaretoken", cookie("csrftoken") ?? "")
    return fetch(address, { method: "POST", body, redirect: "manual", ...options })
  }

  const keepHere = () => {
    try {
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), fields: typed() }))
    } catch {
      // Full or forbidden: the server's copy remains.
    }
  }

  const save = async () => {
    if (!changed || leaving) return
    changed = false
    waiting = new AbortController()
    try {
      const answer = await send(typed(), { signal: waiting.signal })
      const ended = answer.type === "opaqueredirect" || answer.status === 403
      document.getElementById("signed-out").hidden = !ended
      if (!answer.ok) changed = true
      else if (!changed) localStorage.removeItem(name)
    } catch {
      changed = true
    }
  }

  const note = () => {
    changed = true
    clearTimeout(pause)
    pause = setTimeout(keepHere, 150)
  }
  const listen = (editor) => editor.on("change", note)
  form.addEventListener("input", note)
  form.addEventListener("change", note)
  Object.values(window.CKEDITOR?.instances ?? {}).forEach(listen)
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => listen(editor))
  setInterval(save, 10_000)

  form.addEventListener("submit", () => {
    leaving = true
    waiting.abort()
    keepHere()
    // Who signed in again in another tab has another token by now.
    form.elements.csrfmiddlewaretoken.value = cookie("csrftoken") ?? ""
  })
  addEventListener("pageshow", () => (leaving = false))
  addEventListener("pagehide", () => {
    if (!changed || leaving) return
    keepHere()
    send(typed(), { keepalive: true }).catch(() => {})
  })

  const local = JSON.parse(localStorage.getItem(name))
  if (local && !("shown" in notice.dataset) && local.at > (Date.parse(notice.dataset.saved) || 0)) {
    notice.hidden = false
    notice.querySelector("time").textContent = new Date(local.at).toLocaleString("vi-VN")
    notice.querySelector("a").addEventListener("click", async (event) => {
      event.preventDefault()
      if ((await send(local.fields)).ok) location.assign(event.target.href)
    })
  }
}
