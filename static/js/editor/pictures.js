// Pictures: chosen from the computer or the library, pasted or dropped, and always described.
{
  const { words, element, send, finder, choice, complaint, tell, check } = CKEDITOR.portal
  const labels = words.picture
  const ACCEPTED = "image/jpeg,image/png,image/gif,image/webp"
  const waiting = []
  // What was said of a picture in this form: the library learns it when the text is saved.
  const described = new Map()

  const place = (widget) => widget.parts.image
  const isUndescribed = (image) => !image.getAttribute("alt")?.trim() && !image.hasClass("decorative")

  // The part of the dialog in which a picture is chosen.
  const chooser = (editor, dialog) => {
    const shown = element("p", { className: "editor-chosen", role: "status" })
    const file = element("input", { type: "file", accept: ACCEPTED, className: "file-choice" })
    // An upload that ends when something else was chosen, or the dialog is another picture's, stays in the library.
    let number = 0
    let isUploading = false
    const forget = () => {
      number += 1
      isUploading = false
    }
    const choose = ({ url, alt }) => {
      forget()
      dialog.setValueOf("info", "src", url)
      show(url)
      const words = dialog.getContentElement("info", "alt")
      if (!words.getValue().trim()) words.setValue(alt || described.get(url) || "")
      words.focus()
    }
    const show = (url) => shown.replaceChildren(
      ...(url ? [`${labels.chosen} `, element("img", { src: url, alt: "" })] : [labels.none]),
    )
    file.addEventListener("change", async () => {
      const [picked] = file.files
      if (!picked) return
      forget()
      const mine = number
      isUploading = true
      shown.textContent = labels.uploading
      file.value = ""
      const answer = await send(editor, editor.config.imageUploadUrl, picked)
      if (mine !== number) return
      isUploading = false
      if (answer.uploaded) choose(answer)
      else shown.textContent = answer.error.message
    })
    const library = finder({
      label: labels.fromLibrary,
      address: editor.config.picturesUrl,
      show: ({ thumbnail, url, alt }) => [
        element("img", { src: thumbnail, alt: "", loading: "lazy" }),
        element("span", {}, alt || described.get(url) || labels.unnamed),
      ],
      pick: choose,
    })
    library.box.classList.add("editor-pictures")
    return { parts: [element("label", { className: "file-choice-button" }, labels.fromComputer, file), shown, library.box], file, library, show, forget, isUploading: () => isUploading }
  }

  CKEDITOR.dialog.add("image2", (editor) => {
    let choosing
    return {
      title: editor.lang.image2.title,
      minWidth: 420,
      minHeight: 320,
      onShow() {
        const image = place(this.widget)
        const source = image.getAttribute("src")
        tell(this, "")
        choosing.forget()
        choosing.library.reset()
        choosing.show(source)
      },
      onHide() {
        choosing.forget()
      },
      contents: [
        {
          id: "info",
          label: editor.lang.image2.infoTab,
          elements: [
            complaint(),
            choice({
              onLoad() {
                const dialog = this.getDialog()
                choosing = chooser(editor, dialog)
                this.getElement().$.append(...choosing.parts)
                dialog.addFocusable(new CKEDITOR.dom.element(choosing.file), 0)
                dialog.addFocusable(new CKEDITOR.dom.element(choosing.library.input), 1)
              },
            }),
            {
              id: "src",
              type: "text",
              label: editor.lang.common.url,
              onLoad() {
                this.getElement().hide()
              },
              validate: check((source) => {
                if (choosing.isUploading()) return labels.uploading
                return source.trim() ? "" : editor.lang.image2.urlMissing
              }),
              setup(widget) {
                this.setValue(widget.data.src)
              },
              commit(widget) {
                widget.setData("src", this.getValue())
              },
            },
            {
              id: "alt",
              type: "textarea",
              rows: 2,
              required: true,
              label: editor.lang.image2.alt,
              title: labels.altHint,
              validate: check((alt, dialog) =>
                alt.trim() || dialog.getValueOf("info", "decorative") ? "" : labels.altMissing,
              ),
              setup(widget) {
                this.setValue(widget.data.alt)
              },
              commit(widget) {
                const isDecorative = this.getDialog().getValueOf("info", "decorative")
                const alt = isDecorative ? "" : this.getValue().trim().replace(/\s+/g, " ")
                if (alt) described.set(this.getDialog().getValueOf("info", "src"), alt)
                widget.setData("alt", alt)
              },
            },
            {
              id: "decorative",
              type: "checkbox",
              label: labels.decorative,
              validate: check((isDecorative, dialog) =>
                isDecorative && dialog.getValueOf("info", "hasCaption") ? labels.decorativeWithCaption : "",
              ),
              setup(widget) {
                this.setValue(place(widget).hasClass("decorative"))
              },
              commit(widget) {
                widget.setData("decorative", this.getValue())
                place(widget)[this.getValue() ? "addClass" : "removeClass"]("decorative")
              },
            },
            {
              id: "hasCaption",
              type: "checkbox",
              label: editor.lang.image2.captioned,
              setup(widget) {
                this.setValue(widget.data.hasCaption)
              },
              commit(widget) {
                widget.setData("hasCaption", this.getValue())
              },
            },
          ],
        },
      ],
    }
  })

  // One dialog after the other for what came in by pasting and dropping; Cancel leaves the mark on it.
  const describeNext = (editor) => {
    if (CKEDITOR.dialog.getCurrent()) return
    const image = waiting.shift()
    const widget = image?.getParent() && editor.widgets.getByElement(image)
    if (!widget) return
    widget.focus()
    widget.edit()
    CKEDITOR.dialog.getCurrent()?.once("hide", () => setTimeout(() => describeNext(editor)))
  }

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("widgetDefinition", ({ data: definition }) => {
      if (definition.name !== "uploadimage") return
      definition.supportedTypes = /image\/(jpeg|png|gif|webp)/
      definition.onUploaded = function ({ url, responseData }) {
        const image = CKEDITOR.dom.element.createFromHtml("<img>", editor.document)
        image.setAttributes({ src: url, alt: responseData.alt ?? "" })
        this.replaceWith(image.getOuterHtml())
        const found = editor.editable().find("img").toArray()
        const made = found.filter((each) => each.getAttribute("src") === url && isUndescribed(each))
        waiting.push(...made.filter((each) => !waiting.some((other) => other.equals(each))))
        if (editor.uploadRepository.isFinished()) setTimeout(() => describeNext(editor))
      }
    })
  })
}
