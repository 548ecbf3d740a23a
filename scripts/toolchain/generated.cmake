# Files made while building, in <build>/generated: the version, the table of libraries, common passwords, countries and
# regions, the embedded web files.
set(_generated "${CMAKE_BINARY_DIR}/generated")
set(_scripts "${CMAKE_SOURCE_DIR}/scripts/toolchain")
file(MAKE_DIRECTORY "${_generated}")

# version.inc: written anew only when git describes the tree differently
add_custom_target(version_file
    COMMAND "${_scripts}/version" "${_generated}/version.inc"
    BYPRODUCTS "${_generated}/version.inc"
    COMMENT "Looking after generated files" VERBATIM)

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

# common_passwords.inc: what nobody may choose, from an npm package
add_custom_command(OUTPUT "${_generated}/common_passwords.inc"
    COMMAND "${_scripts}/common_passwords" "${_generated}/common_passwords.inc"
    DEPENDS "${_scripts}/common_passwords" ${_npm_lock}
    COMMENT "Listing common passwords" VERBATIM)

# countries.inc, regions.inc: ISO 3166 with translations, from Debian's iso-codes
add_custom_command(OUTPUT "${_generated}/countries.inc" "${_generated}/regions.inc"
    COMMAND "${_scripts}/countries" "${_generated}"
    DEPENDS "${_scripts}/countries" /usr/share/iso-codes/json/iso_3166-1.json
    COMMENT "Listing countries" VERBATIM)
add_custom_target(generated_files DEPENDS
    "${_generated}/libraries.inc" "${_generated}/common_passwords.inc" "${_generated}/countries.inc" "${_generated}/regions.inc")
add_dependencies(generated_files version_file)

# assets.cc: what npm built, the page templates and the languages, embedded. Looked after at every build: web runs npm only
# when a web file changed, embed writes only when the list of files did, and the compiler notes which files it embedded.
add_custom_target(web_files
    COMMAND "${_scripts}/web"
    COMMAND "${_scripts}/embed" "${CMAKE_SOURCE_DIR}/web" "${_generated}/assets.cc"
    BYPRODUCTS "${_generated}/assets.cc"
    COMMENT "Looking after generated files" VERBATIM)
add_library(assets STATIC "${_generated}/assets.cc")
target_link_libraries(assets PRIVATE our_code)
add_dependencies(assets web_files)
# a compiler cache would look at the source alone and miss a changed embedded file
set_target_properties(assets PROPERTIES CXX_COMPILER_LAUNCHER "")
