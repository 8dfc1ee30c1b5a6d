;; policy: spec
;; verdict: found a minimum of 32769 pages; allowed are 32768
(module (memory 32769))
