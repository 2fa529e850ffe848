// Text that this browser still keeps is offered again, until the server has it.
const cookie = document.cookie.match("(?:^|; )da_luu=([^;]*)")
if (cookie) {
  localStorage.removeItem(`typed:${cookie[1]}`)
  document.cookie = "da_luu=; path=/admin/; max-age=0; samesite=strict"
}

const notice = document.getElementById("unsaved")
const local = notice && JSON.parse(localStorage.getItem(`typed:${notice.dataset.key}`))

const bringBack = async (event) => {
  event.preventDefault()
  // Of two fields with one name the last counts: the marks of the form that is open now.
  const marks = new FormData(notice.querySelector("form"))
  const body = new URLSearchParams([...local.fields, ...marks])
  const answer = await fetch(notice.dataset.address, { method: "POST", body, redirect: "manual" })
  if (answer.ok) location.assign(event.target.href)
}

// A form that shows the text already has nothing to offer.
const isNewer = local && local.at > (Date.parse(notice.dataset.saved) || 0)
if (isNewer && !("shown" in notice.dataset)) {
  notice.hidden = false
  notice.querySelector("time").textContent = new Date(local.at).toLocaleString("vi-VN")
  notice.querySelector("a").addEventListener("click", bringBack)
}
