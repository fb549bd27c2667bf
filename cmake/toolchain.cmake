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
set(APROAPE_STANDARD_HEADERS
  <algorithm> <array> <atomic> <charconv> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional>
  <set> <sstream> <stdexcept> <string> <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector>)

# Lets TARGET use the precompiled headers of the first target of its KIND (one for all that are compiled alike).
function(aproape_precompile target kind)
  if(NOT APROAPE_PRECOMPILE OR APROAPE_FUZZ)
    return()
  endif()
  get_property(first GLOBAL PROPERTY APROAPE_PRECOMPILED_${kind})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${APROAPE_STANDARD_HEADERS})
    set_property(GLOBAL PROPERTY APROAPE_PRECOMPILED_${kind} ${target})
  endif()
endfunction()
