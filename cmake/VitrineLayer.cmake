# One target for each layer. A layer may use only the layers it names: a source that includes the header of another
# one is refused at configure time.
#
#   vitrine_add_layer(runtime
#     SOURCES slot.cc ...
#     TESTS   slot_test.cc ...
#     MAY_USE base os
#     LIBRARIES fmt::fmt)
function(vitrine_add_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;TESTS;MAY_USE;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  set(target vitrine_${name})
  add_library(${target} STATIC ${LAYER_SOURCES})
  add_library(vitrine::${name} ALIAS ${target})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include
                                              ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC vitrine_options ${LAYER_LIBRARIES})
  foreach(used IN LISTS LAYER_MAY_USE)
    target_link_libraries(${target} PUBLIC vitrine::${used})
  endforeach()

  # Dependencies point down: refuse an include that the layer has not declared.
  set(allowed ${name} ${LAYER_MAY_USE})
  file(GLOB files ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  foreach(file IN LISTS files)
    file(STRINGS ${file} includes REGEX "^#include \"[a-z_]+/[^\"]*\"")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^#include \"([a-z_]+)/.*" "\\1" layer "${line}")
      if(EXISTS ${PROJECT_SOURCE_DIR}/src/${layer} AND NOT layer IN_LIST allowed)
        message(FATAL_ERROR "${file} includes a header of layer '${layer}', which layer '${name}' may not use")
      endif()
    endforeach()
  endforeach()

  if(VITRINE_BUILD_TESTS AND LAYER_TESTS)
    add_executable(${target}_test ${LAYER_TESTS})
    target_link_libraries(${target}_test PRIVATE ${target} ${LAYER_TEST_LIBRARIES} GTest::gtest_main)
    gtest_discover_tests(${target}_test DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
  endif()
endfunction()
