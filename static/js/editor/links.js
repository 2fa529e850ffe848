// Links: one field for any address, the pages of the site and the attachments of this page beside it.
{
  const { words, element, finder, stepThrough, choice, complaint, tell, check } = CKEDITOR.portal
  const labels = words.link

  // The attachments that the form of this page holds and that have an address.
  const attachments = (form) => {
    const rows = []
    for (const key of form.querySelectorAll("input[type=hidden][name^=attachments-][name$=-id]")) {
      const name = form.elements[key.name.replace(/-id$/, "-name")]
      if (key.value && name) rows.push({ title: name.value, address: `/tep/${key.value}/` })
    }
    return rows
  }

  const hasUnsaved = (form) =>
    [...form.querySelectorAll("input[type=file][name^=attachments-]")].some((input) => input.files.length)

  // As it stands in the text: the editor's own reading loses what it has no field for.
  const addressOf = (link) => link?.data("cke-saved-href") ?? link?.getAttribute("href") ?? ""
  // Only what the site completes to the same address is shown without its beginning: portal/media/richtext/addresses.py.
  const shown = (address) => address.replace(/^(mailto:(?=[\p{L}\p{N}+][^\s@/:?#]*@[^\s@/:?#]+\.[^\s@/:?#.]+$)|tel:(?=\+?\d{6,}$))/u, "")

  CKEDITOR.dialog.add("link", (editor) => {
    let pages
    let files
    const pick = (dialog) => ({ title, address }) => {
      const text = dialog.getContentElement("info", "linkDisplayText")
      if (text.isVisible() && !text.getValue().trim()) text.setValue(title)
      dialog.setValueOf("info", "url", address)
    }
    const offer = (dialog) => {
      const rows = attachments(editor.element.$.form)
      const buttons = rows.map((row) => {
        const made = element("button", { type: "button", className: "editor-result" }, row.title)
        made.addEventListener("click", () => pick(dialog)(row))
        return element("li", {}, made)
      })
      files.replaceChildren(
        element("p", { className: "editor-label" }, labels.attachments),
        buttons.length ? element("ul", { className: "editor-results" }, ...buttons) : labels.noAttachments,
      )
      if (hasUnsaved(editor.element.$.form)) files.append(element("p", {}, labels.unsavedAttachments))
    }

    return {
      title: editor.lang.link.title,
      minWidth: 420,
      minHeight: 320,
      onShow() {
        tell(this, "")
        const selected = CKEDITOR.plugins.link.getSelectedLink(editor, true)
        const [link = null] = selected
        const selection = editor.getSelection()
        if (link?.hasAttribute("href") && !selection.getSelectedElement() && !selection.isInTable()) selection.selectElement(link)
        this._.links = selected
        const text = this.getContentElement("info", "linkDisplayText").getElement().getParent().getParent()
        const hasText = selected.length <= 1 && CKEDITOR.plugins.link.showDisplayTextForElement(link, editor)
        text[hasText ? "show" : "hide"]()
        this.setupContent({ address: addressOf(link), title: link?.getAttribute("title") })
      },
      onOk() {
        const data = {}
        this.commitContent(data)
        write(editor, this._.links, data)
      },
      onFocus() {
        this.getContentElement("info", "url").select()
      },
      contents: [
        {
          id: "info",
          label: editor.lang.link.title,
          elements: [
            complaint(),
            {
              id: "linkDisplayText",
              type: "text",
              label: labels.text,
              setup() {
                this.setValue(editor.getSelection().getSelectedText())
              },
              commit(data) {
                data.linkText = this.isVisible() ? this.getValue() : ""
              },
            },
            {
              id: "url",
              type: "text",
              label: labels.address,
              title: labels.hint,
              required: true,
              validate: check((address) => {
                if (/^\s*javascript:/i.test(address)) return editor.lang.common.invalidValue
                return address.trim() ? "" : editor.lang.link.noUrl
              }),
              setup({ address }) {
                this.setValue(shown(address))
              },
              commit(data) {
                data.type = "url"
                data.url = { protocol: "", url: this.getValue().trim() }
              },
            },
            {
              id: "advTitle",
              type: "text",
              label: labels.title,
              setup({ title }) {
                this.setValue(title ?? "")
              },
              commit(data) {
                data.title = this.getValue().trim()
                data.advanced = { advTitle: data.title }
              },
            },
            choice({
              onLoad() {
                const dialog = this.getDialog()
                pages = finder({
                  label: labels.pages,
                  address: editor.config.pagesUrl,
                  show: ({ title, note }) => [element("span", {}, title), element("small", {}, note)],
                  pick: pick(dialog),
                })
                files = element("div", { className: "editor-files" })
                stepThrough(files)
                this.getElement().$.append(pages.box, files)
                dialog.addFocusable(new CKEDITOR.dom.element(pages.input))
              },
              setup() {
                pages.reset()
                offer(this.getDialog())
              },
            }),
          ],
        },
      ],
    }
  })

  // Writes the link over what is selected and leaves the caret behind it: typing goes on in plain words.
  const write = (editor, selected, data) => {
    const attributes = CKEDITOR.plugins.link.getLinkAttributes(editor, data)
    if (data.title) attributes.set.title = data.title
    const made = selected.length ? change(selected, attributes, data) : make(editor, attributes, data)
    const last = made.at(-1)
    if (!last) return
    const range = editor.createRange()
    range.moveToPosition(last, CKEDITOR.POSITION_AFTER_END)
    range.select()
  }

  const change = (selected, { set, removed }, { linkText, title }) => {
    for (const link of selected) {
      link.setAttributes(set)
      link.removeAttributes(title ? removed : [...removed, "title"])
      if (linkText && selected.length === 1 && link.getText() !== linkText) link.setText(linkText)
    }
    return selected
  }

  const make = (editor, { set }, { linkText, url }) => {
    const style = new CKEDITOR.style({ element: "a", attributes: set })
    style.type = CKEDITOR.STYLE_INLINE
    const before = editor.getSelection().getSelectedText()
    const ranges = editor.getSelection().getRanges()
    for (const range of ranges) {
      if (range.collapsed || (linkText && linkText !== before)) {
        if (!range.collapsed) editor.editable().extractHtmlFromRange(range)
        const text = new CKEDITOR.dom.text(linkText || shown(url.url), editor.document)
        range.insertNode(text)
        range.selectNodeContents(text)
      }
      for (const inner of range._find("a")) inner.remove(true)
      style.applyToRange(range, editor)
    }
    editor.getSelection().selectRanges(ranges)
    const links = CKEDITOR.plugins.link.getSelectedLink(editor, true)
    return links
  }
}
