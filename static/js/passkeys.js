// Passkeys: a form that is sent once the browser has made or used one. Where it cannot, the form stays
// hidden and the page says so. The server gives what to ask for, and checks what comes back.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")

const named = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }))

const make = async (options) => {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  }
  const made = await navigator.credentials.create({ publicKey })
  return [made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  }]
}

const use = async (options) => {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  }
  const used = await navigator.credentials.get({ publicKey })
  const { authenticatorData, signature, userHandle } = used.response
  return [used, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  }]
}

// The line or the site failed; nothing is known of the person or the device.
class Unanswered extends Error {}

const asked = async (form) => {
  const { options, optionsFrom } = form.dataset
  if (options) return JSON.parse(options)
  const answer = await fetch(optionsFrom, { headers: { Accept: "application/json" } }).catch(() => null)
  if (!answer || answer.status >= 500) throw new Unanswered()
  if (!answer.ok) throw new Error(answer.status)
  return (await answer.json()).request_options
}

const send = async (form) => {
  const { publicKey } = await asked(form)
  const [credential, response] = await (form.dataset.passkey === "create" ? make : use)(publicKey)
  form.elements.credential.value = JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
  })
  form.submit()
}

// Browsers bind a key to a name: at a bare number there is none.
const isNumber = /^[\d.]+$|^\[/.test(location.hostname)
if (window.PublicKeyCredential && !isNumber) {
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const status = form.querySelector("[data-passkey-status]")
    const button = form.querySelector("button")
    form.hidden = false
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      if (button.hasAttribute("aria-disabled")) return
      // Disabled in full it would lose the focus.
      button.setAttribute("aria-disabled", "true")
      status.textContent = status.dataset.waiting
      send(form).catch((error) => {
        button.removeAttribute("aria-disabled")
        const { failed, known, refused, unanswered } = status.dataset
        if (error instanceof Unanswered) status.textContent = unanswered
        // The browser's refusals are of this kind.
        else if (!(error instanceof DOMException)) status.textContent = failed
        else status.textContent = error.name === "InvalidStateError" ? known : refused
      })
    })
  }
}
