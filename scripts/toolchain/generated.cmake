# Files made while building, in <build>/generated: the version, the table of libraries, the embedded web files.
set(_generated "${CMAKE_BINARY_DIR}/generated")
set(_scripts "${CMAKE_SOURCE_DIR}/scripts/toolchain")
file(MAKE_DIRECTORY "${_generated}")

# version.inc: written anew only when git describes the tree differently
add_custom_target(version_file
    COMMAND "${_scripts}/version" "${_generated}/version.inc"
    BYPRODUCTS "${_generated}/version.inc"
    COMMENT "" VERBATIM)

# libraries.inc: libraries.tsv with the versions of what is linked in
set(_packages
    "${CMAKE_SOURCE_DIR}/build/sysroot/${CLIENTBOX_ARCH}.packages"
    "${CMAKE_SOURCE_DIR}/build/sources/packages")
set(_npm_lock "${CMAKE_SOURCE_DIR}/web/package-lock.json")
if(NOT EXISTS "${_npm_lock}")
    set(_npm_lock)
endif()
add_custom_command(OUTPUT "${_generated}/libraries.inc"
    COMMAND "${_scripts}/libraries" "${CLIENTBOX_ARCH}" "${_generated}/libraries.inc"
    DEPENDS "${_scripts}/libraries" "${_scripts}/libraries.tsv" ${_packages} ${_npm_lock}
    COMMENT "Listing libraries" VERBATIM)
add_custom_target(generated_files DEPENDS "${_generated}/libraries.inc")
add_dependencies(generated_files version_file)

# assets.cc: what npm built, the page templates and the languages, embedded. scripts/toolchain/web runs npm only when
# a source of the web files changed, whichever preset asks first.
file(GLOB_RECURSE _web CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/*")
list(FILTER _web EXCLUDE REGEX "/web/(node_modules|dist)/")
add_custom_command(OUTPUT "${_generated}/assets.cc"
    COMMAND "${_scripts}/web"
    COMMAND "${_scripts}/embed" "${CMAKE_SOURCE_DIR}/web" "${_generated}/assets.cc"
    DEPENDS "${_scripts}/web" "${_scripts}/embed" ${_web}
    COMMENT "Building and embedding the web files" VERBATIM)
add_library(assets STATIC "${_generated}/assets.cc")
target_link_libraries(assets PRIVATE our_code)
# a compiler cache would look at the source alone and miss a changed embedded file
set_target_properties(assets PROPERTIES CXX_COMPILER_LAUNCHER "")
