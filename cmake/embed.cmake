# The data that the binary carries (catalog/, migrations/, templates/, locale/, the desk's bundle), as one generated
# source file: tools/embed.py writes it, src/base/embedded.hpp reads it.
set(CLASSIFIER_MODEL ${CMAKE_BINARY_DIR}/classifier.model)  # cmake/classifier.cmake
set(EMBEDDED_SOURCE ${CMAKE_BINARY_DIR}/embedded.cpp)
file(GLOB_RECURSE EMBEDDED_FILES CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/catalog/* ${CMAKE_SOURCE_DIR}/migrations/*.sql ${CMAKE_SOURCE_DIR}/templates/*
  ${CMAKE_SOURCE_DIR}/locale/*.po ${CMAKE_SOURCE_DIR}/src/api/openapi.json ${CMAKE_SOURCE_DIR}/web/desk/dist/*)
add_custom_command(
  OUTPUT ${EMBEDDED_SOURCE}
  COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/embed.py ${CMAKE_SOURCE_DIR} ${EMBEDDED_SOURCE}
    classifier.model=${CLASSIFIER_MODEL}
  DEPENDS ${EMBEDDED_FILES} ${CLASSIFIER_MODEL} ${CMAKE_SOURCE_DIR}/tools/embed.py
  COMMENT "Embedding catalog, migrations, texts and the desk")
set_source_files_properties(${EMBEDDED_SOURCE} PROPERTIES COMPILE_OPTIONS "-Wno-overlength-strings;-O0")
add_library(room_embedded STATIC ${EMBEDDED_SOURCE})
target_link_libraries(room_embedded PUBLIC room_base)
