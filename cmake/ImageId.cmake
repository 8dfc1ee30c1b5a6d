# Writes HEADER with NAME, the id of the image: the SHA-256 of the file IMAGE.
file(SHA256 ${IMAGE} id)
file(WRITE ${HEADER} "#pragma once\n#include <string_view>\ninline constexpr std::string_view ${NAME} = \"${id}\";\n")
