// Every word of the editor that staff see where CKEditor's own Vietnamese is missing, odd or English.
CKEDITOR.portal = { words: {} }
{
  const core = {
    application: "Bộ soạn thảo",
    editor: "Bộ soạn thảo nội dung",
    editorPanel: "Bảng chọn của bộ soạn thảo",
    common: {
      editorHelp: "Nhấn Alt+F10 để tới thanh công cụ, Esc để về chỗ đang viết",
      browseServer: "Chọn trong thư viện",
      url: "Địa chỉ",
      upload: "Tải lên",
      uploadSubmit: "Tải lên",
      notSet: "<không đặt>",
      ok: "Xong",
      generalTab: "Chung",
      advancedTab: "Thêm",
      confirmCancel: "Có mục đã đổi mà chưa dùng. Bạn vẫn đóng chứ?",
      invalidValue: "Giá trị này không dùng được.",
      keyboardShortcut: "phím tắt",
      unavailable: '%1<span class="cke_accessibility">, lúc này không dùng được</span>',
      alignCenter: "Căn giữa",
      alignRight: "Căn phải",
      center: "Căn giữa",
      right: "Căn phải",
      width: "Bề ngang",
      height: "Bề cao",
      resize: "Kéo để đổi cỡ",
      keyboard: { 8: "Xóa lùi", 46: "Xóa", 224: "Cmd" },
    },
    basicstyles: { strike: "Gạch ngang chữ", underline: "Gạch chân" },
    blockquote: { toolbar: "Lời trích" },
    clipboard: {
      copyError: "Trình duyệt không cho chép bằng nút này. Hãy nhấn Ctrl+C.",
      cutError: "Trình duyệt không cho cắt bằng nút này. Hãy nhấn Ctrl+X.",
      pasteNotification: "Hãy nhấn %1 để dán; trình duyệt không cho dán bằng nút này.",
      pasteArea: "Chỗ dán",
      pasteMsg: "Dán vào ô dưới đây rồi bấm Xong.",
      fileFormatNotSupportedNotification:
        "Tệp loại ${formats} không đưa vào nội dung được. Ảnh là JPEG, PNG, GIF hoặc WebP; tệp Word là .docx.",
      fileWithoutFormatNotSupportedNotification:
        "Tệp này không đưa vào nội dung được. Ảnh là JPEG, PNG, GIF hoặc WebP; tệp Word là .docx.",
    },
    contextmenu: { options: "Việc làm được ở chỗ này" },
    filetools: {
      loadError: "Không đọc được tệp.",
      networkError: "Mất kết nối khi đang tải tệp lên.",
      httpError404: "Không tải tệp lên được: không có quyền, hoặc phiên làm việc đã hết.",
      httpError403: "Không tải tệp lên được: phiên làm việc đã hết. Hãy đăng nhập lại ở cửa sổ khác.",
      httpError: "Không tải tệp lên được (máy chủ báo %1).",
      noUrlError: "Chưa có nơi nhận tệp.",
      responseError: "Máy chủ trả lời không đúng; hãy thử lại.",
    },
    format: { label: "Kiểu đoạn", panelTitle: "Kiểu đoạn" },
    horizontalrule: { toolbar: "Đường kẻ ngang" },
    indent: { indent: "Thụt vào một bậc", outdent: "Ra một bậc" },
    link: {
      toolbar: "Liên kết",
      menu: "Sửa liên kết",
      title: "Liên kết",
      unlink: "Bỏ liên kết",
      noUrl: "Hãy ghi địa chỉ, hoặc chọn một trang hay tệp ở dưới.",
    },
    list: { bulletedlist: "Danh sách dấu chấm", numberedlist: "Danh sách đánh số" },
    magicline: { title: "Thêm đoạn ở đây" },
    maximize: { maximize: "Mở rộng cả màn hình", minimize: "Thu nhỏ lại" },
    notification: { closed: "Đã đóng thông báo." },
    pastefromword: {
      confirmCleanup: "Đoạn bạn dán lấy từ Word. Bỏ các định dạng thừa của Word chứ?",
      error: "Không dọn được đoạn dán từ Word.",
      title: "Dán từ Word",
      toolbar: "Dán từ Word",
    },
    pastetext: {
      button: "Dán chữ, bỏ định dạng",
      title: "Dán chữ, bỏ định dạng",
      pasteNotification: "Hãy nhấn %1 để dán; trình duyệt không cho dán bằng nút này.",
    },
    removeformat: { toolbar: "Xóa định dạng chữ" },
    table: {
      toolbar: "Bảng",
      title: "Bảng",
      menu: "Sửa bảng",
      headers: "Ô tiêu đề",
      headersNone: "Không có",
      headersRow: "Hàng đầu",
      headersColumn: "Cột đầu",
      headersBoth: "Hàng đầu và cột đầu",
      caption: "Tên bảng",
      rows: "Số hàng",
      columns: "Số cột",
      heightUnit: "đơn vị bề cao",
      widthUnit: "đơn vị bề ngang",
      deleteTable: "Xóa bảng",
      invalidRows: "Số hàng phải lớn hơn 0.",
      invalidCols: "Số cột phải lớn hơn 0.",
      cell: {
        menu: "Ô",
        insertBefore: "Thêm ô phía trước",
        insertAfter: "Thêm ô phía sau",
        deleteCell: "Xóa ô",
        merge: "Gộp các ô đã chọn",
        mergeRight: "Gộp với ô bên phải",
        mergeDown: "Gộp với ô bên dưới",
        splitHorizontal: "Tách ô theo hàng",
        splitVertical: "Tách ô theo cột",
        title: "Sửa ô",
        cellType: "Loại ô",
        rowSpan: "Số hàng gộp lại",
        colSpan: "Số cột gộp lại",
        data: "Ô thường",
        header: "Ô tiêu đề",
        columnHeader: "Tiêu đề của cột",
        rowHeader: "Tiêu đề của hàng",
        invalidRowSpan: "Số hàng gộp lại phải là số nguyên.",
        invalidColSpan: "Số cột gộp lại phải là số nguyên.",
      },
      row: {
        menu: "Hàng",
        insertBefore: "Thêm hàng phía trên",
        insertAfter: "Thêm hàng phía dưới",
        deleteRow: "Xóa hàng",
      },
      column: {
        menu: "Cột",
        insertBefore: "Thêm cột bên trái",
        insertAfter: "Thêm cột bên phải",
        deleteColumn: "Xóa cột",
      },
    },
    toolbar: {
      toolbars: "Thanh công cụ",
      toolbarCollapse: "Thu gọn thanh công cụ",
      toolbarExpand: "Mở rộng thanh công cụ",
      toolbarGroups: { clipboard: "Dán, hoàn tác", forms: "Biểu mẫu" },
    },
    undo: { undo: "Hoàn tác", redo: "Làm lại" },
    uploadwidget: {
      abort: "Đã thôi tải tệp lên.",
      doneOne: "Đã đưa ảnh vào thư viện.",
      doneMany: "Đã đưa %1 ảnh vào thư viện.",
      uploadOne: "Đang tải lên ({percentage}%)…",
      uploadMany: "Đang tải lên, xong {current} trong {max} tệp ({percentage}%)…",
    },
    widget: { label: "Khối: %1", move: "Kéo để chuyển chỗ" },
  }
  const plugins = {
    image2: {
      alt: "Mô tả ảnh cho người không nhìn thấy",
      captioned: "Có dòng chú thích dưới ảnh",
      captionPlaceholder: "Chú thích ảnh",
      infoTab: "Ảnh",
      menu: "Sửa ảnh",
      pathName: "ảnh",
      pathNameCaption: "chú thích",
      title: "Ảnh",
      urlMissing: "Hãy chọn một ảnh: từ máy, hoặc trong thư viện.",
    },
  }
  const own = {
    picture: {
      fromComputer: "Chọn ảnh từ máy",
      fromLibrary: "hoặc tìm trong thư viện ảnh",
      uploading: "Đang tải ảnh lên…",
      chosen: "Đã chọn ảnh này:",
      none: "Chưa chọn ảnh.",
      decorative: "Ảnh trang trí, không cần mô tả",
      altHint: "Một câu nói ảnh có gì, ví dụ: Học viên thực hành ký số bên máy tính.",
      altMissing:
        "Hãy ghi “Mô tả ảnh cho người không nhìn thấy”, hoặc đánh dấu “Ảnh trang trí” nếu ảnh không cho biết thêm điều gì.",
      decorativeWithCaption: "Ảnh có dòng chú thích thì không phải ảnh trang trí: hãy ghi mô tả.",
      unnamed: "Ảnh chưa có mô tả",
    },
    link: {
      text: "Chữ của liên kết",
      address: "Địa chỉ",
      hint: "Dán địa chỉ, gõ thư điện tử hay số điện thoại; hoặc chọn ở dưới.",
      title: "Lời giải thích khi trỏ vào (không bắt buộc)",
      pages: "Tìm một trang của cổng",
      attachments: "Tệp đính kèm của trang này",
      noAttachments: "Trang này chưa có tệp đính kèm nào đã lưu.",
      unsavedAttachments: "Tệp vừa chọn phải lưu trước thì mới liên kết tới được.",
    },
    figure: {
      button: "Số liệu",
      title: "Chèn số liệu",
      search: "Tên chỉ tiêu, thêm năm nếu muốn",
      hint: "Con số tự đổi theo chỉ tiêu khi được sửa.",
      missing: "Hãy chọn một số liệu trong danh sách.",
    },
    onItsWay: "Ảnh hoặc tệp Word còn đang được đưa vào nội dung. Hãy chờ xong rồi bấm lại.",
    word: {
      button: "Từ tệp Word",
      working: "Đang đọc tệp Word…",
      done: "Đã lấy nội dung từ tệp Word.",
      failed: "Không lấy được nội dung từ tệp Word.",
    },
    find: {
      some: (number) => `${number} kết quả`,
      none: "Không tìm thấy gì.",
      failed: "Không tìm được lúc này; hãy thử lại.",
      more: "Gõ thêm từ để thu hẹp.",
    },
    removed: {
      title: "Đoạn vừa dán có phần không giữ được:",
      hint: "Chữ vẫn còn đủ.",
      frames: "khung nhúng, phim, tiếng (%1)",
      drawings: "hình vẽ, công thức (%1)",
      forms: "ô nhập và nút bấm (%1)",
      foreign: "ảnh của trang khác (%1) sẽ thành liên kết tới ảnh",
      local: "ảnh nằm trong tệp gốc (%1): hãy chép riêng từng ảnh rồi dán, hoặc dùng “Từ tệp Word”",
      colours: "màu chữ, màu nền",
      fonts: "phông chữ, cỡ chữ",
    },
  }

  const lay = (words, over) => {
    for (const [name, word] of Object.entries(over)) {
      if (typeof word === "object" && typeof words[name] === "object") lay(words[name], word)
      else words[name] = word
    }
    return words
  }

  CKEDITOR.portal.words = own
  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("langLoaded", () => {
      lay(editor.lang, core)
      editor.title = core.editor
      editor.applicationTitle = core.application
      // What a paragraph is called stands in the table of what texts hold, with the server.
      for (const [tag, name] of Object.entries(editor.config.formatNames)) editor.lang.format[`tag_${tag}`] = name
    })
  })
  const set = CKEDITOR.plugins.setLang
  CKEDITOR.plugins.setLang = function (name, code, words) {
    return set.call(this, name, code, lay(words, (code === "vi" && plugins[name]) || {}))
  }
}
