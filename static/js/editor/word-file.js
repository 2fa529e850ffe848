// The text of a Word file: dropped in, pasted, or chosen by a button; what was left out is told.
{
  const { words, element, send } = CKEDITOR.portal
  const labels = words.word
  const isWord = (file) => /\.docx?$/i.test(file?.name ?? "")

  const tell = (editor, message, left) => {
    const list = element("ul", {}, ...left.map((each) => element("li", {}, each)))
    const box = element("div", {}, element("strong", {}, message), ...(left.length ? [list] : []))
    // What is to be done about it stays until somebody closes it.
    editor.showNotification(box.innerHTML, "info", left.length ? 0 : 5000)
  }

  const take = async (editor, file) => {
    const working = editor.showNotification(labels.working, "progress", 0)
    editor.readingWord = working
    const answer = await send(editor, editor.config.wordUrl, file)
    working.hide()
    if (!answer.uploaded) {
      editor.showNotification(CKEDITOR.tools.htmlEncode(answer.error.message || labels.failed), "warning", 0)
      return
    }
    editor.focus()
    editor.fire("saveSnapshot")
    editor.insertHtml(answer.html)
    editor.fire("saveSnapshot")
    tell(editor, labels.done, answer.left_out)
  }

  CKEDITOR.plugins.add("wordfile", {
    requires: "clipboard,notification",
    init(editor) {
      const input = element("input", { type: "file", accept: ".docx,.doc", hidden: true })
      input.addEventListener("change", () => {
        if (input.files.length) take(editor, input.files[0])
        input.value = ""
      })
      editor.on("instanceReady", () => editor.container.$.append(input))
      editor.addCommand("wordfile", {
        async: true,
        exec() {
          input.click()
          return false
        },
      })
      editor.ui.addButton("WordFile", { label: labels.button, command: "wordfile", toolbar: "insert" })

      CKEDITOR.plugins.clipboard.addFileMatcher(editor, isWord)
      editor.on("paste", (event) => {
        const { dataTransfer, dataValue } = event.data
        const file = !dataValue && dataTransfer.getFilesCount() === 1 && dataTransfer.getFile(0)
        if (!file || !isWord(file)) return
        event.cancel()
        take(editor, file)
      }, null, null, 5)
    },
  })
}
