// Signing in again in another tab makes a new token: whatever a page sends takes the one of now.
const FIELD = "csrfmiddlewaretoken"

window.csrfToken = () => {
  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1]
  // A neighbour below our domain may have set the other one.
  const own = cookie("__Host-csrftoken") ?? cookie("csrftoken")
  // Where the browser hides its cookies, the page's own is all there is.
  return own || document.querySelector(`[name=${FIELD}]`)?.value || ""
}

document.addEventListener("formdata", ({ formData }) => {
  if (formData.has(FIELD)) formData.set(FIELD, window.csrfToken())
})
