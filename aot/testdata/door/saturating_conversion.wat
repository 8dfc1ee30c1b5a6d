;; policy: product
;; verdict: admitted
(module (func (param f32) (result i64) (i64.trunc_sat_f32_u (local.get 0))))
