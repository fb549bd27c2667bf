# Compiler, linker and warning flags of all rooms.
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Werror -g1)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns falsely here in code that it has inlined from the standard library.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer -Wno-stringop-overflow -Wno-array-bounds -Wno-stringop-overread -Wno-missing-field-initializers)
else()
  add_compile_options(-Wno-missing-field-initializers -Wno-c99-designator)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-pie -Wl,-z,relro,-z,now)
  set(CMAKE_CXX_FLAGS_RELEASE "")
  set(CMAKE_C_FLAGS_RELEASE "")
endif()
if(APROAPE_SANITIZE)
  add_compile_options(-fsanitize=${APROAPE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${APROAPE_SANITIZE})
  add_compile_definitions(APROAPE_SANITIZED)
endif()
if(APROAPE_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-tsan)  # Asio's fences: not modelled by the sanitizer, no fault of ours
endif()
if(APROAPE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(APROAPE_SANITIZED)
endif()

# The standard library is half of what the compiler reads, so it is read once for all rooms and once for all tests. Each
# file still includes what it uses: a build with -DAPROAPE_PRECOMPILE=OFF (better where ccache is warm, which cannot
# look into a precompiled header) and the fuzz build show what is missing.
option(APROAPE_PRECOMPILE "Precompile the headers of the standard library" ON)
set(CMAKE_PCH_WARN_INVALID OFF)  # a room whose libraries bring flags of their own reads them as usual
set(APROAPE_STANDARD_HEADERS
  <algorithm> <array> <atomic> <charconv> <chrono> <cstdint> <functional> <map> <memory> <mutex> <optional>
  <set> <sstream> <stdexcept> <string> <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>)

# Lets TARGET, a "room" or a "test", use the headers compiled once for its kind. A compiler takes them only where it would
# have compiled them alike, with no further definition; so each kind has a target of its own that holds nothing else.
function(aproape_precompile target kind)
  if(NOT APROAPE_PRECOMPILE OR APROAPE_FUZZ)
    return()
  endif()
  set(holder standard_headers_of_${kind}s)
  if(NOT TARGET ${holder})
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${holder}.cpp CONTENT "int main() {}\n")
    if(kind STREQUAL "room")
      add_library(${holder} STATIC EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/${holder}.cpp)
    else()
      add_executable(${holder} EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/${holder}.cpp)
      aproape_test_options(${holder})
    endif()
    target_include_directories(${holder} PRIVATE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${holder} PRIVATE Threads::Threads)
    target_precompile_headers(${holder} PRIVATE ${APROAPE_STANDARD_HEADERS})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${holder})
endfunction()
