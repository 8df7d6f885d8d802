/* SPDX-License-Identifier: Apache-2.0
 * qiao: argv to a command, and nothing else.
 */
#include "cli/main.h"
#include "serve/serve.h"

int main(int argc, char *argv[])
{
    return cli_main(argc, argv, &serve_more);
}
