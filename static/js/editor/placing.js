// Where a picture from the dialog comes to stand, and where one goes on writing.
{
  const pictureIn = (element) =>
    element.hasAttribute?.("data-cke-widget-wrapper") && element.findOne("img:not(.cke_widget_drag_handler)")

  // The paragraph, heading or list item with the caret, where it has any text that a picture would cut in two.
  const writtenBlock = (editor) => {
    const { block } = editor.elementPath() ?? {}
    return block && block.getText().replaceAll("\u200b", "").trim() ? block : null
  }

  // A picture comes after the paragraph with the caret; in an item of a list or a cell of a table, at its end.
  const goBehind = (editor, block, isInline) => {
    const range = editor.createRange()
    if (!block.is("p", "h2", "h3", "h4", "pre")) {
      range.moveToPosition(block, CKEDITOR.POSITION_BEFORE_END)
    } else if (isInline) {
      const own = editor.document.createElement("p")
      own.insertAfter(block)
      range.moveToElementEditStart(own)
    } else {
      range.moveToPosition(block, CKEDITOR.POSITION_AFTER_END)
    }
    range.select()
  }

  // Typing over a chosen picture does nothing: the caret goes to its caption's words, or to the text after it.
  const goOn = (editor, wrapper) => {
    const caption = wrapper.findOne("figcaption")
    const range = editor.createRange()
    if (caption) {
      range.selectNodeContents(caption)
    } else {
      const block = wrapper.getAscendant("p") ?? wrapper
      let next = block.getNext((node) => node.type === CKEDITOR.NODE_ELEMENT)
      if (!next?.is("p", "h2", "h3", "h4", "ul", "ol")) {
        next = editor.document.createElement("p")
        next.appendBogus()
        next.insertAfter(block)
      }
      range.moveToElementEditStart(next)
    }
    editor.focus()
    range.select()
    range.startContainer.getAscendant({ p: 1, li: 1, figcaption: 1 }, true)?.$.scrollIntoView({ block: "nearest" })
    editor.fire("unlockSnapshot")
    editor.fire("saveSnapshot")
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on(
      "insertElement",
      ({ data: element }) => {
        const dialog = CKEDITOR.dialog.getCurrent()
        if (!dialog || !pictureIn(element)) return
        // Its place, itself and the caret are one step: one "undo" takes it all away.
        editor.fire("saveSnapshot")
        editor.fire("lockSnapshot", { dontUpdate: true })
        const block = writtenBlock(editor)
        if (block) goBehind(editor, block, element.is("span"))
        dialog.once("hide", () => setTimeout(() => goOn(editor, element)))
      },
      null,
      null,
      1,
    )
  })
}
