// Asks the site on the editor's behalf: sends a file, finds what a dialog offers, shows it as a list.
{
  const { words } = CKEDITOR.portal
  const PAUSE = 250

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }

  // The answer to a file that is sent; an answer that is none of ours is told as an error.
  const send = async (editor, address, file) => {
    const body = new FormData()
    body.append("upload", file, file.name)
    try {
      const headers = { "X-CSRFToken": window.csrfToken() }
      const response = await fetch(address, { method: "POST", body, headers, redirect: "manual" })
      if (response.ok || response.headers.get("Content-Type")?.startsWith("application/json")) return await response.json()
      const { httpError, httpError403, httpError404 } = editor.lang.filetools
      const known = { 0: httpError403, 403: httpError403, 404: httpError404 }
      return { uploaded: 0, error: { message: known[response.status] ?? httpError.replace("%1", response.status) } }
    } catch {
      return { uploaded: 0, error: { message: editor.lang.filetools.networkError } }
    }
  }

  // Where things are chosen the Tab key goes from one to the next; the dialog's own way knows its fields only.
  const stepThrough = (box) =>
    box.addEventListener("keydown", (event) => {
      if (event.key === "Tab") event.stopPropagation()
    })

  // A search field with its results; `pick` is told the row of the result that was chosen.
  const finder = ({ label, address, show, pick }) => {
    const input = element("input", { type: "search", className: "editor-find", autocomplete: "off" })
    const status = element("p", { className: "editor-status", role: "status" })
    const list = element("ul", { className: "editor-results" })
    const box = element("div", { className: "editor-finder" }, element("label", {}, label, input), status, list)
    let asked = 0
    let pause = 0

    const ask = async () => {
      const number = ++asked
      const query = input.value.trim()
      try {
        const response = await fetch(`${address}?${new URLSearchParams({ q: query })}`, { redirect: "manual" })
        if (!response.ok) throw new Error(response.status)
        const { rows, has_more: more } = await response.json()
        if (number !== asked) return
        list.replaceChildren(...rows.map((row) => element("li", {}, button(row))))
        const found = rows.length ? words.find.some(rows.length) : query ? words.find.none : ""
        status.textContent = more ? `${found}. ${words.find.more}` : found
      } catch {
        if (number === asked) status.textContent = words.find.failed
      }
    }
    const button = (row) => {
      const made = element("button", { type: "button", className: "editor-result" }, ...show(row))
      made.addEventListener("click", () => {
        for (const other of list.querySelectorAll("button")) other.ariaPressed = String(other === made)
        pick(row)
      })
      return made
    }
    input.addEventListener("input", () => {
      clearTimeout(pause)
      pause = setTimeout(ask, PAUSE)
    })
    box.addEventListener("keydown", (event) => walk(event, input, list))
    stepThrough(box)
    return {
      box,
      input,
      reset() {
        input.value = ""
        ask()
      },
    }
  }

  // Arrows go through the results; Enter takes one, and is not the dialog's own.
  const walk = (event, input, list) => {
    const buttons = [...list.querySelectorAll("button")]
    const place = buttons.indexOf(document.activeElement)
    const next = { ArrowDown: place + 1, ArrowUp: place - 1 }[event.key]
    if (event.key === "Enter") event.stopPropagation()
    if (event.key === "Enter" && event.target === input) event.preventDefault()
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    ;(buttons[next] ?? (next < 0 ? input : buttons.at(-1)))?.focus()
  }

  // The part of a dialog in which something is chosen: a box to put it in, and what the dialog does with it.
  const choice = (parts) => ({ id: "choosing", type: "html", html: '<div class="editor-choosing"></div>', ...parts })

  // What is missing stands in the dialog itself, at its top, and is read out.
  const complaint = () => ({ id: "complaint", type: "html", html: '<p class="editor-complaint" role="alert"></p>' })
  const tell = (dialog, message) => {
    dialog.getContentElement("info", "complaint").getElement().setText(message)
    dialog.layout()
  }
  // A field's check; `test` gives what to say, or nothing where all is well.
  const check = (test) =>
    function () {
      const message = test.call(this, this.getValue?.() ?? "", this.getDialog()) || ""
      tell(this.getDialog(), message)
      return !message
    }

  Object.assign(CKEDITOR.portal, { element, send, finder, stepThrough, choice, complaint, tell, check })
}
