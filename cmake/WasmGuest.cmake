# Hand-written guests for tests: WebAssembly text -> wasm -> C -> object, in both memory modes, with the product's own
# translator and flags.
#
#   vitrine_add_wat_guest(vitrine_wat_guests NAME file.wat)   gives vitrine_guest_NAME_gs and vitrine_guest_NAME_checked
#   vitrine_write_wat_guest_list(vitrine_wat_guests header)   a header with VITRINE_WAT_GUEST(NAME) for each
find_program(VITRINE_WAT2WASM wat2wasm REQUIRED)

function(vitrine_add_wat_guest target name file)
  get_filename_component(file ${file} ABSOLUTE)
  set(wasm ${CMAKE_CURRENT_BINARY_DIR}/${name}.wasm)
  add_custom_command(
    OUTPUT ${wasm}
    COMMAND ${VITRINE_WAT2WASM} ${file} -o ${wasm}
    DEPENDS ${file}
    COMMENT "Assembling ${name}.wasm"
    VERBATIM)
  foreach(mode gs checked)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name}_${mode})
    set(object ${folder}.o)
    add_custom_command(
      OUTPUT ${object}
      COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
      COMMAND vitrine-aot translate ${wasm} --name ${name}_${mode} --memory ${mode} --policy product -o ${folder}
      COMMAND vitrine-aot compile ${folder} -o ${object}
      DEPENDS ${wasm} vitrine-aot
      COMMENT "Translating ${name} (${mode})"
      VERBATIM)
    target_sources(${target} PRIVATE ${object})
    set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  endforeach()
  set_property(TARGET ${target} APPEND PROPERTY VITRINE_WAT_GUESTS ${name})
endfunction()

function(vitrine_write_wat_guest_list target header)
  get_target_property(names ${target} VITRINE_WAT_GUESTS)
  list(TRANSFORM names PREPEND "VITRINE_WAT_GUEST(")
  list(TRANSFORM names APPEND ")\n")
  list(JOIN names "" text)
  file(CONFIGURE OUTPUT ${header} CONTENT "${text}" @ONLY)
endfunction()
