# Other people's libraries, as targets lib::name. All are static; their headers are system headers.
# What is listed here belongs into libraries.tsv too: the program shows its libraries and their licences.
set(_sources "${CMAKE_SOURCE_DIR}/build/sources")

# system_library(NAME FILE.a...): a library of the sysroot
function(system_library name)
    add_library(lib::${name} INTERFACE IMPORTED GLOBAL)
    foreach(file ${ARGN})
        find_library(${name}_${file} NAMES ${file} REQUIRED)
        target_link_libraries(lib::${name} INTERFACE "${${name}_${file}}")
    endforeach()
endfunction()

system_library(deflate libdeflate.a)
system_library(zlib libz.a)
system_library(zstd libzstd.a)
system_library(jpeg libjpeg.a)
system_library(png libpng16.a)
system_library(qrcodegen libqrcodegen.a)
system_library(lmdb liblmdb.a)
system_library(utf8proc libutf8proc.a)
system_library(mustache)
system_library(cli11)
system_library(crypto libcrypto.a)
system_library(ssl libssl.a)
system_library(catch2 libCatch2Main.a libCatch2.a)

if(CLIENTBOX_BUILD STREQUAL "fuzz")
    # libFuzzer sees only into what is compiled for it, and a body of JSON is looked at there first.
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/boost_json.cc" CONTENT "#include <boost/json/src.hpp>\n")
    add_library(boost_json STATIC EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/generated/boost_json.cc")
    add_library(lib::boost_json ALIAS boost_json)
else()
    system_library(boost_json libboost_json.a libboost_container.a)
endif()

target_compile_definitions(lib::utf8proc INTERFACE UTF8PROC_STATIC)
target_link_libraries(lib::png INTERFACE lib::zlib)
target_link_libraries(lib::crypto INTERFACE lib::zlib lib::zstd)
target_link_libraries(lib::ssl INTERFACE lib::crypto)

# One header. Its settings must be the same wherever it is included, so they stand here and nowhere else.
add_library(lib::httplib INTERFACE IMPORTED GLOBAL)
target_include_directories(lib::httplib SYSTEM INTERFACE "${_sources}/cpp-httplib")
target_compile_definitions(lib::httplib INTERFACE
    CPPHTTPLIB_OPENSSL_SUPPORT
    CPPHTTPLIB_KEEPALIVE_TIMEOUT_CHECK_INTERVAL_USECOND=1000000
    CPPHTTPLIB_LISTEN_BACKLOG=512
    CPPHTTPLIB_FORM_URL_ENCODED_PAYLOAD_MAX_LENGTH=1048576
    CPPHTTPLIB_TCP_NODELAY=true)
target_link_libraries(lib::httplib INTERFACE lib::ssl)

add_library(md4c STATIC EXCLUDE_FROM_ALL
    "${_sources}/md4c/src/md4c.c" "${_sources}/md4c/src/md4c-html.c" "${_sources}/md4c/src/entity.c")
target_include_directories(md4c SYSTEM PUBLIC "${_sources}/md4c/src")
target_compile_definitions(md4c PRIVATE MD4C_USE_UTF8)
target_compile_options(md4c PRIVATE -w)
add_library(lib::md4c ALIAS md4c)

file(GLOB _curl CONFIGURE_DEPENDS "${_sources}/curl/lib/*.c" "${_sources}/curl/lib/curlx/*.c" "${_sources}/curl/lib/v*/*.c")
add_library(curl STATIC EXCLUDE_FROM_ALL ${_curl})
target_include_directories(curl SYSTEM PUBLIC "${_sources}/curl/include"
    PRIVATE "${_sources}/curl/lib" "${CMAKE_SOURCE_DIR}/scripts/toolchain")
target_compile_definitions(curl PUBLIC CURL_STATICLIB PRIVATE BUILDING_LIBCURL HAVE_CONFIG_H _GNU_SOURCE)
target_compile_options(curl PRIVATE -w)
target_link_libraries(curl PRIVATE lib::ssl)
add_library(lib::curl ALIAS curl)
