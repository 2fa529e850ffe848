// Signing in again in another tab makes a new token: whatever a page sends takes the one of now.
const FIELD = "csrfmiddlewaretoken"

window.csrfToken = () => {
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1]
  // Where the browser hides its cookies, the page's own is all there is.
  return cookie || document.querySelector(`[name=${FIELD}]`)?.value || ""
}

document.addEventListener("formdata", ({ formData }) => {
  if (formData.has(FIELD)) formData.set(FIELD, window.csrfToken())
})
