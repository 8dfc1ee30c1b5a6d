;; policy: spec
;; verdict: found reference types (table.grow, table.size or table.fill)
(module (table 1 funcref) (func (drop (table.size 0))))
