# Compiler and linker flags of the five builds, and the target that carries our own code's warnings.
set(CLIENTBOX_BUILD release CACHE STRING "release, asan, tsan or fuzz")

add_compile_options(-ffunction-sections -fdata-sections -fstack-protector-strong)
# On ARM a char has no sign: so it has none anywhere, and what is tested on one machine holds on the other.
add_compile_options(-funsigned-char)
add_link_options(-Wl,--gc-sections)

if(CLIENTBOX_BUILD STREQUAL "release")
    # One file that runs on any kernel of its architecture: no interpreter, no shared library.
    add_compile_options(-O2 -fPIE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    add_link_options(-static-pie -s -Wl,--icf=all -Wl,-z,relro,-z,now,-z,pack-relative-relocs)
else()
    # Sanitizers need a dynamic C library; take the sysroot's, so that it runs on hosts with an older one.
    set(_libraries "${CMAKE_SYSROOT}/usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}")
    if(CLIENTBOX_ARCH STREQUAL "arm64")
        set(_interpreter "${_libraries}/ld-linux-aarch64.so.1")
    else()
        set(_interpreter "${_libraries}/ld-linux-x86-64.so.2")
    endif()
    add_compile_options(-O1 -gline-tables-only -fno-omit-frame-pointer -fPIE)
    add_link_options(-pie "-Wl,--dynamic-linker=${_interpreter}" "-Wl,-rpath,${_libraries}")
    if(CLIENTBOX_BUILD STREQUAL "tsan")
        set(_sanitizers -fsanitize=thread)
    else()
        set(_sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    endif()
    add_compile_options(${_sanitizers})
    add_link_options(${_sanitizers})
    if(CLIENTBOX_BUILD STREQUAL "fuzz")
        # What it leaves out ends by the address sanitizer as well, and takes a third of the time to compile.
        add_compile_options(-fsanitize=fuzzer-no-link -fno-sanitize=alignment,null,object-size,vptr)
    endif()
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

# Linked by every target of ours, by none of other people's.
add_library(our_code INTERFACE)
target_compile_options(our_code INTERFACE -Wall -Wextra -Wpedantic -Werror -Wno-c23-extensions
    -Wno-missing-designated-field-initializers)
target_include_directories(our_code INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/firmware")

# The standard library's headers, read and instantiated once a target instead of once a file: half of the time to compile.
if(CLIENTBOX_PRECOMPILE)
    target_precompile_headers(our_code INTERFACE <algorithm> <array> <chrono> <filesystem> <format> <fstream> <functional>
        <map> <memory> <mutex> <optional> <ranges> <string> <string_view> <utility> <vector>)
    target_compile_options(our_code INTERFACE "SHELL:-Xclang -fno-pch-timestamp" -fpch-instantiate-templates)
endif()

# precompile(TARGET HEADERS...): beside those, what nearly every file of a target includes; a change to one compiles all of it
function(precompile target)
    if(CLIENTBOX_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()
