/** jasync. */
package com.example.drivers.jasync;
