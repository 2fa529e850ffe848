// What the editor needs to know of this site beyond its configuration; each matter has its file in editor/.
CKEDITOR.on("instanceCreated", ({ editor }) => {
  // An uploaded picture carries the token, like everything else that is sent to us.
  editor.on("fileUploadRequest", ({ data }) => {
    data.fileLoader.xhr.setRequestHeader("X-CSRFToken", window.csrfToken())
  })
  // It looks where the caret is five times a second: who is faster meant the place of now, not of then.
  editor.on("beforeCommandExec", () => {
    if (editor.focusManager.hasFocus) editor.selectionChange(true)
  })
})

CKEDITOR.on("dialogDefinition", ({ data }) => {
  // A new table has a first row of headings: without it a screen reader reads numbers only.
  if (data.name === "table") {
    const headers = data.definition.getContents("info").get("selHeaders")
    if (headers) headers.default = "row"
  }
})

// What is still on its way is no part of the text yet: a save would leave it out without a word.
document.addEventListener(
  "submit",
  (event) => {
    const isOnItsWay = (editor) =>
      editor.editable()?.findOne("[data-cke-upload-id]") || editor.readingWord?.isVisible()
    const editors = Object.values(CKEDITOR.instances).filter(({ element }) => element.$.form === event.target)
    const waiting = editors.find(isOnItsWay)
    // Into a frame: nothing is saved.
    if (!waiting || event.submitter?.formTarget) return
    event.preventDefault()
    event.stopImmediatePropagation()
    waiting.focus()
    waiting.showNotification(CKEDITOR.portal.words.onItsWay, "warning", 8000)
  },
  true,
)

// Its buttons are links to `javascript:void(0)`, which the policy refuses aloud; what they do, they do before.
document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.('[class*="cke_"] a[href^="javascript:"], a[class*="cke_"]')) event.preventDefault()
  },
  true,
)
