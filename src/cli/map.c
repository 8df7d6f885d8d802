/* SPDX-License-Identifier: Apache-2.0
 * Reading the files of a base map.
 */
#include "cli/map.h"

#include "cli/files.h"

/* The path of the picture stands in the map file as seen from there. */
static const char *picture_path(Cli *cli, const char *map, Str image)
{
    Str folder = str_part(str_z(map), 0, strlen(map) - files_name(map).n);

    if (str_starts(image, S("/")))
        folder = S("");
    else if (str_eq(image, S("-")))
        folder = S("./"); /* a file of that name, and never standard input */
    return arena_printf(cli->arena, "%.*s%.*s", STR(folder), STR(image)).p;
}

bool cli_base_map(Cli *cli, const BaseMap **out)
{
    const char *path = cli_option(cli, "map");
    BaseMap *m = NEW(cli->arena, BaseMap);
    Str text, png;

    *out = NULL;
    if (!path)
        path = cli_environment("QIAO_MAP");
    if (!path)
        return true;
    if (!files_read(path, MAP_FILE_MAX, cli->arena, &text, &cli->e) ||
        !base_map_read(cli->arena, cli->c.facts->countries, text, str_z(path), m, &cli->e))
        return false;
    if (!files_read(picture_path(cli, path, m->image), MAP_PICTURE_MAX, cli->arena, &png, &cli->e))
        return base_map_blame_picture(m, &cli->e);
    *out = m;
    return base_map_picture(m, png, &cli->e);
}
