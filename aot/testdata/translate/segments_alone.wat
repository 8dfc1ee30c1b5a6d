;; Segments without a memory or a table to copy them to.
(module
  (elem func $drop)
  (data "nowhere")
  (func $drop (elem.drop 0) (data.drop 0)))
