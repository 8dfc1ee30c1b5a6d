#include "last_value.h"

#include "py/runtime.h"

/* The kinds of the parser's nodes; py/compile.c makes them in the same way and keeps them to itself. */
typedef enum {
#define DEF_RULE(rule, comp, kind, ...) PN_##rule,
#define DEF_RULE_NC(rule, kind, ...)
#include "py/grammar.h"
#undef DEF_RULE
#undef DEF_RULE_NC
  PN_const_object,
#define DEF_RULE(rule, comp, kind, ...)
#define DEF_RULE_NC(rule, kind, ...) PN_##rule,
#include "py/grammar.h"
#undef DEF_RULE
#undef DEF_RULE_NC
} node_kind;

#define VALUE_NAME MP_QSTR__lt_value_gt_

/* The last item of a list of statements, or the node itself when it is no such list. */
static mp_parse_node_t* find_last(mp_parse_node_t* node, node_kind list_kind) {
  if (!MP_PARSE_NODE_IS_STRUCT_KIND(*node, list_kind)) return node;
  mp_parse_node_struct_t* list = (mp_parse_node_struct_t*)*node;
  size_t count = MP_PARSE_NODE_STRUCT_NUM_NODES(list);
  return count > 0 ? &list->nodes[count - 1] : node;
}

void last_value_keep(mp_parse_tree_t* tree) {
  mp_parse_node_t* last = find_last(&tree->root, PN_file_input_2);
  last = find_last(last, PN_simple_stmt_2);
  if (!MP_PARSE_NODE_IS_STRUCT_KIND(*last, PN_expr_stmt)) return;
  mp_parse_node_struct_t* statement = (mp_parse_node_struct_t*)*last;
  if (!MP_PARSE_NODE_IS_NULL(statement->nodes[1])) return; /* an assignment already */
  statement->nodes[1] = statement->nodes[0];
  statement->nodes[0] = mp_parse_node_new_leaf(MP_PARSE_NODE_ID, VALUE_NAME);
}

mp_obj_t last_value_take(void) {
  mp_map_t* globals = &MP_STATE_VM(dict_main).map;
  mp_map_elem_t* found = mp_map_lookup(globals, MP_OBJ_NEW_QSTR(VALUE_NAME), MP_MAP_LOOKUP_REMOVE_IF_FOUND);
  if (found == NULL) return mp_const_none;
  mp_obj_t value = found->value;
  found->value = MP_OBJ_NULL; /* the table keeps nothing alive */
  return value;
}
