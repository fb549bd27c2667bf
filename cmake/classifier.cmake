# The model of the classifier, trained from catalog/classification/train (held-aside texts are never read here).
add_executable(train_classifier EXCLUDE_FROM_ALL tools/train_classifier.cpp)
target_link_libraries(train_classifier PRIVATE room_domain_classification)
# The arithmetic is optimised in every build: unoptimised or under a sanitizer it would take minutes.
set_source_files_properties(src/domain/classification/learner.cpp PROPERTIES COMPILE_OPTIONS "-O2;-fno-sanitize=all")
file(GLOB CLASSIFIER_EXAMPLES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/catalog/classification/train/*.jsonl)
set(CLASSIFIER_TABLES ${CMAKE_SOURCE_DIR}/catalog/classification/concepts.csv
  ${CMAKE_SOURCE_DIR}/catalog/classification/rules.csv)
file(GLOB CLASSIFIER_CODE CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/domain/classification/*.cpp
  ${CMAKE_SOURCE_DIR}/src/text/*.cpp)
list(FILTER CLASSIFIER_CODE INCLUDE REGEX
  "/(words|lexicon|rules|features|example|trainer|learner|calibration|urgent|linear_model|fold|own_words|language|language_evidence)\\.cpp$")
list(TRANSFORM CLASSIFIER_CODE PREPEND --code= OUTPUT_VARIABLE CLASSIFIER_CODE_OPTIONS)
add_custom_command(
  OUTPUT ${CLASSIFIER_MODEL}
  COMMAND train_classifier ${CLASSIFIER_CODE_OPTIONS} ${CLASSIFIER_MODEL} ${CLASSIFIER_TABLES} ${CLASSIFIER_EXAMPLES}
  DEPENDS train_classifier ${CLASSIFIER_CODE} ${CLASSIFIER_TABLES} ${CLASSIFIER_EXAMPLES}
  COMMENT "Training the classifier")
